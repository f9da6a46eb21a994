import { hash } from "node:crypto";
import { z } from "zod";
import { parseStored } from "../parse-stored.ts";

const schema = z.object({
  outTrackId: z.string().min(1),
  generation: z.int().nonnegative(),
  /** The template's variable that holds the text: it was made with this one, whatever is configured now. */
  key: z.string().min(1),
  state: z.enum(["opening", "open", "left", "closed"]),
});

/**
 * The card that a message is answered on, as its ledger entry knows it.
 *
 * | state | the card | what is still to be done |
 * |---|---|---|
 * | `opening` | was asked for, and may be there | the same as with `open`; it may turn out that there is none |
 * | `open` | is there, perhaps with some text | the reply goes on it, else it is closed |
 * | `left` | is there, but the reply goes as messages | it is closed with a note |
 * | `closed` | is complete, or never was | nothing; another run makes a card of the next generation |
 */
export type CardState = z.infer<typeof schema>;

/** Reads a stored card; undefined when there is none that this version knows. */
export const parseCardState = (stored: string | undefined): CardState | undefined =>
  parseStored(schema, stored);

/** Whether something is still to be done about it. */
export const isUnfinished = (card: CardState | undefined): card is CardState =>
  card !== undefined && card.state !== "closed";

/** The name of a message's card: the same for whoever works out the answer, so that there is one. */
function outTrackIdOf(robotKey: string, msgId: string, generation: number): string {
  return `dinglane-${hash("sha256", JSON.stringify([robotKey, msgId, generation]), "hex").slice(0, 40)}`;
}

/** The card that a message is answered on next: one that is not finished, else one of the next generation. */
export function nextCard(
  message: { robotKey: string; msgId: string },
  before: CardState | undefined,
  key: string,
): CardState {
  if (before?.state === "opening" || before?.state === "open") return before;
  const generation = before === undefined ? 0 : before.generation + 1;
  const outTrackId = outTrackIdOf(message.robotKey, message.msgId, generation);
  return { outTrackId, generation, key, state: "opening" };
}
