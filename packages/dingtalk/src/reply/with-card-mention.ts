import { mentionTextOf, staffIdOf, type Mention } from "./mention.ts";
import { plainNick } from "./plain-nick.ts";

/**
 * A card's text that ends with the mention of the asker, who has to be among its `cardAtUserIds`
 * (D:create-and-deliver-cards). Who has no staffId is named in plain text.
 */
export function withCardMention(text: string, mention: Mention): string {
  const staffId = staffIdOf(mention);
  const token =
    staffId === undefined
      ? mentionTextOf(mention)?.token
      : `<a atId=${staffId}>${plainNick(mention.nick) || staffId}</a>`;
  return token === undefined ? text : `${text}\n\n${token}`;
}
