import { prepareCardMarkdown, splitMarkdown } from "@dinglane/dingtalk";
import { replies } from "./replies.ts";

/**
 * As much markdown goes on one card; what follows is sent as messages. DingTalk advises 3 K in all and names no bound; its
 * own connectors send far more, and a refusal (`param.stream.content`) costs no text. It leaves room in the 20 000 bytes
 * that a robot's message may have for what is added to it.
 */
const MAX_CARD_BYTES = 16_000;

/** Markdown for a card, and the markdown that it does not hold. */
export interface CardText {
  text: string;
  rest: string;
}

/** Makes masked markdown fit for a card. */
export function cardTextOf(markdown: string): CardText {
  if (Buffer.byteLength(markdown) <= MAX_CARD_BYTES) return { text: prepareCardMarkdown(markdown), rest: "" };
  const [first = "", ...others] = splitMarkdown(markdown, MAX_CARD_BYTES);
  return { text: `${prepareCardMarkdown(first)}\n\n${replies.cardGoesOn}`, rest: others.join("\n\n") };
}
