/** The asker of a group message, to be mentioned at the end of the reply. In a one-to-one conversation leave it out. */
export interface Mention {
  /** Absent or empty for people outside the organisation: they are named in plain text and not notified. */
  staffId?: string | undefined;
  nick: string;
}

/** Staff ids are letters, digits and `_-@.`; what could change the meaning of the text around it is no id. */
const STAFF_ID = /^[^\s\p{C}<>[\]()`*#|!\\~]{1,128}$/u;
const MAX_NICK_CODE_POINTS = 40;

/** Signs that mean something in markdown, to their full-width forms: a nick must not become a link or a heading. */
const FULL_WIDTH_OFFSET = 0xfee0;
const MARKUP = /[<>[\](){}`*_#|!\\~@&$"']/g;

/** The words and the `at` that mention somebody; undefined when there is nothing to call them by. */
export function mentionTextOf(mention: Mention): { token: string; atUserId?: string } | undefined {
  const { staffId } = mention;
  if (staffId !== undefined && STAFF_ID.test(staffId)) return { token: `@${staffId}`, atUserId: staffId };
  const nick = plainNick(mention.nick);
  return nick === "" ? undefined : { token: `@${nick}` };
}

function plainNick(nick: string): string {
  const visible = nick
    .slice(0, MAX_NICK_CODE_POINTS * 8)
    .replaceAll(/\s+/g, " ")
    .replaceAll(/\p{C}/gu, "")
    .replaceAll(MARKUP, (sign) => String.fromCharCode(sign.charCodeAt(0) + FULL_WIDTH_OFFSET));
  return Array.from(visible.trim()).slice(0, MAX_NICK_CODE_POINTS).join("").trim();
}
