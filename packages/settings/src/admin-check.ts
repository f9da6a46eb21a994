import type { Who } from "./access-rules.ts";

/** Who may change and read what is everybody's. As with access, a staffId that came through an Outgoing robot proves nothing. */
export function createAdminCheck(
  adminUsers: readonly string[],
): (who: Pick<Who, "staffId" | "outgoing">) => boolean {
  const admins = new Set(adminUsers);
  return ({ staffId, outgoing }) => !outgoing && staffId !== undefined && admins.has(staffId);
}
