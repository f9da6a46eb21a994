import type { Reply } from "@dinglane/delivery";
import { prepareMarkdown } from "@dinglane/dingtalk";
import { createOnePerTurn } from "./one-per-turn.ts";
import { replies } from "./replies.ts";
import { replyTitle } from "./reply-title.ts";
import { splitToBodies } from "./split-to-bodies.ts";

/**
 * Makes markdown ready to be committed: safe for DingTalk, titled, split. The closing line is ours: it follows whatever
 * the markdown left open, and is not masked.
 */
export type WriteReply = (markdown: string, closingLine?: string) => Promise<Reply>;

/** Creates the writers of one process: `write` for our own words, `writeAnswer` for a model's, with `mask` over them. */
export function createReplyWriter(mask: (text: string) => string): {
  write: WriteReply;
  writeAnswer: WriteReply;
} {
  const onePerTurn = createOnePerTurn();
  const write: WriteReply = async (markdown, closingLine) => {
    const prepared = await onePerTurn(() => prepareMarkdown(markdown));
    const whole = closingLine === undefined ? prepared : `${prepared}\n\n${closingLine}`;
    const parts = await onePerTurn(() => splitToBodies(whole));
    const title = replyTitle(markdown) || replies.fallbackTitle;
    return { title, parts: parts.length > 0 ? parts : [replies.fallbackTitle] };
  };
  const writeAnswer: WriteReply = async (markdown, closingLine) =>
    write(await onePerTurn(() => mask(markdown)), closingLine);
  return { write, writeAnswer };
}
