/** What somebody reads, without the mention; `{name}` stands for a part that differs, see named-parts.ts. */
export interface Words {
  /** In the list of conversations. */
  title: string;
  text: string;
}

/** One row of the command table. */
export interface Row {
  say: string;
  /** What whoever may give the command is told. */
  told: Words | Record<Place, Words>;
  /** The command's name, where only administrators may give it. */
  adminOnly?: string;
  /** What a model is asked by it, for each person who may ask. */
  asks?: string;
}

export type Place = "group" | "private";
export const PLACES: readonly Place[] = ["group", "private"];

/** `denied` is on both lists, so that deny has to win. */
export type Role = "admin" | "allowed" | "denied";
export const ROLES: readonly Role[] = ["admin", "allowed", "denied"];

export const sorry = (title: string, text: string): Words => ({ title, text: `🤷 **抱歉**，${text}` });

const refusals = {
  denied: sorry("没有使用权限", "您还没有使用权限。如需使用，请联系管理员开通。"),
  adminOnly: (command: string): Words =>
    sorry("只有管理员能用", `“${command}”只有管理员能用。如有需要，请联系管理员。`),
};

/** What somebody is told who gives a row's command somewhere. */
export function toldTo(row: Row, role: Role, place: Place): Words {
  if (role === "denied") return refusals.denied;
  if (role === "allowed" && row.adminOnly !== undefined) return refusals.adminOnly(row.adminOnly);
  return "text" in row.told ? row.told : row.told[place];
}
