import type { DashboardUser } from "@dinglane/runtime";
import { sameSecret } from "./same-secret.ts";

/** The user whose name and password these are. Every user is compared, so the time does not tell which names exist. */
export function findUser(
  users: readonly DashboardUser[],
  given: { name: string; password: string },
): DashboardUser | undefined {
  let found: DashboardUser | undefined;
  for (const user of users) {
    const isName = sameSecret(given.name, user.name);
    const isPassword = sameSecret(given.password, user.password);
    if (isName && isPassword) found = user;
  }
  return found;
}
