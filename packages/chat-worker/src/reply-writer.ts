import type { Reply } from "@dinglane/delivery";
import { prepareMarkdown } from "@dinglane/dingtalk";
import { createOnePerTurn } from "./one-per-turn.ts";
import { replies } from "./replies.ts";
import { replyTitle } from "./reply-title.ts";
import { splitToBodies } from "./split-to-bodies.ts";

/** Makes markdown ready to be committed: safe for DingTalk, titled, split. */
export type WriteReply = (markdown: string) => Promise<Reply>;

/** Creates the writers of one process: `write` for our own words, `writeAnswer` for a model's, with `mask` over them. */
export function createReplyWriter(mask: (text: string) => string): {
  write: WriteReply;
  writeAnswer: WriteReply;
} {
  const onePerTurn = createOnePerTurn();
  const write: WriteReply = async (markdown) => {
    const prepared = await onePerTurn(() => prepareMarkdown(markdown));
    const parts = await onePerTurn(() => splitToBodies(prepared));
    const title = replyTitle(markdown) || replies.fallbackTitle;
    return { title, parts: parts.length > 0 ? parts : [replies.fallbackTitle] };
  };
  return { write, writeAnswer: async (markdown) => write(await onePerTurn(() => mask(markdown))) };
}
