import { plainNick } from "./plain-nick.ts";

/** The asker of a group message, to be mentioned at the end of the reply. In a one-to-one conversation leave it out. */
export interface Mention {
  /** Absent or empty for people outside the organisation: they are named in plain text and not notified. */
  staffId?: string | undefined;
  nick: string;
}

/** Staff ids are letters, digits and `_-@.`; what could change the meaning of the text around it is no id. */
const STAFF_ID = /^[^\s\p{C}<>[\]()`*#|!\\~]{1,128}$/u;

/** The id by which DingTalk can notify somebody; undefined where there is none. */
export const staffIdOf = ({ staffId }: Mention): string | undefined =>
  staffId !== undefined && STAFF_ID.test(staffId) ? staffId : undefined;

/** The words and the `at` that mention somebody; undefined when there is nothing to call them by. */
export function mentionTextOf(mention: Mention): { token: string; atUserId?: string } | undefined {
  const staffId = staffIdOf(mention);
  if (staffId !== undefined) return { token: `@${staffId}`, atUserId: staffId };
  const nick = plainNick(mention.nick);
  return nick === "" ? undefined : { token: `@${nick}` };
}
