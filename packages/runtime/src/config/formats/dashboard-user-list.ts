import { z } from "zod";
import type { DashboardUser } from "../config.ts";
import type { Format } from "./format.ts";
import { WrongValue } from "./wrong-value.ts";

const MEND =
  "write name:password:role,… in the variable, or list items of name, password and role in the file; role is viewer or operator";
/** Guessing is slowed down, not stopped: short ones are found in the end. */
const SHORTEST_PASSWORD = 8;
/** A role in the middle: two users with something between them that separates nothing. */
const ROLE_INSIDE = /:\s*(?:viewer|operator)(?:$|[^a-z0-9])/iu;
const item = z.object({
  name: z.string().trim().min(1),
  password: z.string().min(1),
  role: z.enum(["viewer", "operator"]),
});

/** The name ends at the first colon, the role begins after the last: a password may hold colons. */
function userIn(text: string): unknown {
  const first = text.indexOf(":");
  const last = text.lastIndexOf(":");
  if (last <= first) return text;
  return {
    name: text.slice(0, first),
    password: text.slice(first + 1, last),
    role: text.slice(last + 1).trim(),
  };
}

function checkPassword(password: string, place: string): void {
  if (ROLE_INSIDE.test(password)) {
    throw new WrongValue(
      `has a role within the password of its ${place}, as if two users stood in one`,
      "put a comma between users; a password cannot hold :viewer or :operator",
    );
  }
  if (password.length < SHORTEST_PASSWORD) {
    throw new WrongValue(
      `has a password of fewer than ${SHORTEST_PASSWORD} characters in its ${place}`,
      `choose one of at least ${SHORTEST_PASSWORD}; openssl rand -hex 12 makes a good one`,
    );
  }
}

/** Who may log in to the dashboard. */
export const DASHBOARD_USERS: Format<DashboardUser[]> = {
  name: `name:password:role, comma-separated; in the file a list of name, password and role; role is viewer or operator; passwords of at least ${SHORTEST_PASSWORD} characters`,
  coerce: (text) =>
    text
      .split(/[,，\n]/u)
      .filter((user) => user.trim() !== "")
      .map((user) => userIn(user)),
  check(value) {
    if (!Array.isArray(value)) throw new WrongValue("is not a list of users", MEND);
    const users = value.map((entry: unknown, index) => {
      const place = `item ${index + 1}`;
      const parsed = item.safeParse(typeof entry === "string" ? userIn(entry) : entry);
      if (!parsed.success) throw new WrongValue(`lacks a name, password or known role in its ${place}`, MEND);
      checkPassword(parsed.data.password, place);
      return parsed.data;
    });
    if (new Set(users.map((user) => user.name)).size < users.length) {
      throw new WrongValue("names one user twice", "keep one item per name");
    }
    return users;
  },
};
