import { z } from "zod";
import type { Callback } from "./callback-schema.ts";
import { dropUndefined } from "./drop-undefined.ts";
import { MalformedCallbackError } from "./malformed-callback-error.ts";
import { parseRichText } from "./parse-rich-text.ts";
import { parseWith } from "./parse-with.ts";
import { pictureCodeOf } from "./picture-code-of.ts";
import { readObject, readObjectIfAny } from "./read-object.ts";
import type { MessageContent } from "./robot-message.ts";
import { wordAt } from "./word-at.ts";

const textSchema = z.object({ content: z.string() });
const richTextSchema = z.object({ richText: z.array(z.unknown()) });
const markdownSchema = z.object({ text: z.string() });

/**
 * Reads what was said, by `msgtype`. A type that is not known is not an error: the user is told so in words.
 *
 * @throws MalformedCallbackError when a known type lacks what makes it one.
 */
export function parseContent(callback: Callback): MessageContent {
  const { msgtype } = callback;
  switch (msgtype) {
    case undefined:
      throw new MalformedCallbackError("missing_field", "msgtype");
    case "text": {
      const text = parseWith(textSchema, readObject(callback.text, "text"), "text");
      return { type: "text", text: text.content.trim() };
    }
    case "markdown": {
      const markdown = parseWith(markdownSchema, readObject(callback.content, "content"), "content");
      return { type: "text", text: markdown.text.trim() };
    }
    case "richText": {
      const { richText } = parseWith(richTextSchema, readObject(callback.content, "content"), "content");
      return { type: "richText", ...parseRichText(richText, callback) };
    }
    case "picture": {
      const picture = pictureCodeOf(readObject(callback.content, "content"));
      if (picture === undefined) throw new MalformedCallbackError("missing_field", "content.downloadCode");
      return { type: "picture", picture };
    }
    default:
      return parseOptional(msgtype, readObjectIfAny(callback.content));
  }
}

/** The types of which nothing is needed: without any of it they can still be answered in words. */
function parseOptional(msgtype: string, content: object): MessageContent {
  const downloadCode = wordAt(content, "downloadCode");
  switch (msgtype) {
    case "audio":
      return {
        type: "audio",
        ...dropUndefined({ recognition: wordAt(content, "recognition"), downloadCode }),
      };
    case "video":
      return { type: "video", ...dropUndefined({ downloadCode }) };
    case "file":
      return { type: "file", ...dropUndefined({ fileName: wordAt(content, "fileName"), downloadCode }) };
    default: {
      // A forwarded chat record has a summary; what unknownMsgType carries is DingTalk's notice, not the user's words.
      const text = wordAt(content, "summary") ?? wordAt(content, "text");
      return { type: "unsupported", msgtype, ...dropUndefined({ text }) };
    }
  }
}
