import type { Mention } from "./mention.ts";
import type { MarkdownReply } from "./reply-body.ts";
import { withMention } from "./with-mention.ts";

const MAX_TITLE_CODE_POINTS = 64;

/**
 * A markdown reply; with `at` it ends with a mention of the asker, in a paragraph of its own.
 * `text` is sent as it is: run it through prepareMarkdown and splitMarkdown first. `title` is what the conversation
 * list and the notification show; DingTalk refuses an empty one, so that becomes `…`.
 */
export function markdownReply(reply: {
  title: string;
  text: string;
  at?: Mention | undefined;
}): MarkdownReply {
  const { text, at } = withMention(reply.text, reply.at, "\n\n");
  return {
    msgtype: "markdown",
    markdown: { title: plainTitle(reply.title), text },
    ...(at === undefined ? {} : { at }),
  };
}

function plainTitle(title: string): string {
  const line = title
    .slice(0, MAX_TITLE_CODE_POINTS * 4)
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .trim();
  return Array.from(line).slice(0, MAX_TITLE_CODE_POINTS).join("") || "…";
}
