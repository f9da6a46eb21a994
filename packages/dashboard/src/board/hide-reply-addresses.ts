import { hiddenAddress } from "../replies.ts";

/** Literal beginnings, and no two runs that could share a character: linear however long the text. */
const ADDRESS = /https?:[^\s"'<>]*/gi;
const SESSION_PARAMETER = /\bsession=[\w%+-]{8,}/gi;

/**
 * Takes a sessionWebhook out of a text. It is a bearer URL: who has it can speak as the robot. It is stored nowhere that the
 * board reads, so this is for the day when it gets there by mistake.
 */
export function hideReplyAddresses(text: string): string {
  return text
    .replaceAll(ADDRESS, (address) => (/sendBySession|[?&]session=/i.test(address) ? hiddenAddress : address))
    .replaceAll(SESSION_PARAMETER, hiddenAddress);
}
