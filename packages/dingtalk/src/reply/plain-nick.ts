const MAX_NICK_CODE_POINTS = 40;

/** Signs that mean something in markdown or make an address of what is around them. */
const MARKUP = /[<>[\](){}`*_#|!\\~@&$"':/]|\.(?=[^\s.])/g;
/** From a sign to its full-width form, which looks alike and means nothing. */
const FULL_WIDTH_OFFSET = 0xfee0;

/**
 * A nick as one short line of plain text, for use within a line of markdown: anyone may choose their nick, and it must
 * not become a heading, link, picture or mention in the robot's voice. Empty when nothing of it can be shown.
 */
export function plainNick(nick: string): string {
  const visible = nick
    .slice(0, MAX_NICK_CODE_POINTS * 8)
    .replaceAll(/\s+/g, " ")
    .replaceAll(/\p{C}/gu, "")
    .replaceAll(MARKUP, (sign) => String.fromCharCode(sign.charCodeAt(0) + FULL_WIDTH_OFFSET));
  return Array.from(visible.trim()).slice(0, MAX_NICK_CODE_POINTS).join("").trim();
}
