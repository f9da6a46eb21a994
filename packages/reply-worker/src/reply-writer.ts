import type { Reply } from "@dinglane/delivery";
import { prepareMarkdown } from "@dinglane/dingtalk";
import { cardTextOf } from "./card-text.ts";
import { createOnePerTurn } from "./one-per-turn.ts";
import { replies } from "./replies.ts";
import { replyTitle } from "./reply-title.ts";
import { splitToBodies } from "./split-to-bodies.ts";

/**
 * Makes markdown ready to be committed: safe for DingTalk, titled, split. The closing line is ours: it follows whatever
 * the markdown left open, and is not masked.
 */
export type WriteReply = (
  markdown: string,
  closingLine?: string,
  /** With `card` it is made ready for the card that shows it, too. */
  form?: "message" | "card",
) => Promise<Reply>;

/** Creates the writers of one process: `write` for our own words, `writeAnswer` for a model's, with `mask` over them. */
export function createReplyWriter(mask: (text: string) => string): {
  write: WriteReply;
  writeAnswer: WriteReply;
} {
  const onePerTurn = createOnePerTurn();
  const partsOf = async (markdown: string, closingLine: string | undefined): Promise<string[]> => {
    const prepared = await onePerTurn(() => prepareMarkdown(markdown));
    return onePerTurn(() => splitToBodies(withLine(prepared, closingLine)));
  };
  const write: WriteReply = async (markdown, closingLine, form) => {
    const parts = await partsOf(markdown, closingLine);
    const title = replyTitle(markdown) || replies.fallbackTitle;
    const reply = { title, parts: parts.length > 0 ? parts : [replies.fallbackTitle] };
    if (form !== "card") return reply;
    const { text, rest } = await onePerTurn(() => cardTextOf(markdown));
    if (rest !== "") return { ...reply, card: { text, rest: await partsOf(rest, closingLine) } };
    return { ...reply, card: { text: withLine(text, closingLine) || replies.fallbackTitle, rest: [] } };
  };
  const writeAnswer: WriteReply = async (markdown, closingLine, form) =>
    write(await onePerTurn(() => mask(markdown)), closingLine, form);
  return { write, writeAnswer };
}

const withLine = (markdown: string, line: string | undefined): string =>
  line === undefined ? markdown : `${markdown}\n\n${line}`;
