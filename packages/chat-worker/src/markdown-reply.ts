import { setImmediate } from "node:timers/promises";
import type { Reply } from "@dinglane/delivery";
import { prepareMarkdown, splitMarkdown } from "@dinglane/dingtalk";

/**
 * DingTalk takes 20 000 bytes of JSON body (errcode 460101): room is left for escapes, the title and the mention.
 * A part that is too large all the same is halved when DingTalk says so.
 */
const MAX_PART_BYTES = 16_000;
/** The title is what the conversation list and the notification show. */
const MAX_TITLE_LENGTH = 24;

function titleOf(markdown: string): string {
  const line = markdown.split("\n", 20).find((text) => /[\p{L}\p{N}]/u.test(text)) ?? "";
  const plain = line
    .slice(0, 200)
    .replaceAll(/[#*`>_~|[\]()!-]+/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
  const codePoints = Array.from(plain);
  return codePoints.length > MAX_TITLE_LENGTH
    ? `${codePoints.slice(0, MAX_TITLE_LENGTH - 1).join("")}…`
    : plain;
}

/** Makes markdown ready to be committed: safe for DingTalk, titled, split. Long texts take two turns of the event loop. */
export async function markdownReplyOf(markdown: string, fallbackTitle: string): Promise<Reply> {
  const prepared = prepareMarkdown(markdown);
  await setImmediate();
  const parts = splitMarkdown(prepared, MAX_PART_BYTES);
  return { title: titleOf(markdown) || fallbackTitle, parts: parts.length > 0 ? parts : [fallbackTitle] };
}
