import { z } from "zod";
import type { Reply } from "../reply.ts";

const filled = z.string().min(1);
/** DingTalk wants numbers as strings here. */
const digits = z.string().regex(/^\d+$/).transform(Number);
/** What a sampleFile may be. */
const FILE_TYPES = ["xlsx", "pdf", "zip", "rar", "doc", "docx"] as const;

/** Every msgKey with its `msgParam`, as the message that people see. */
export const robotMessageSchemas: ReadonlyMap<string, z.ZodType<Reply>> = new Map<string, z.ZodType<Reply>>([
  [
    "sampleText",
    z.object({ content: filled }).transform(({ content }): Reply => ({ msgtype: "text", text: { content } })),
  ],
  [
    "sampleMarkdown",
    z
      .object({ title: filled, text: filled })
      .transform((markdown): Reply => ({ msgtype: "markdown", markdown })),
  ],
  [
    "sampleImageMsg",
    z.object({ photoURL: filled }).transform(({ photoURL }): Reply => ({
      msgtype: "markdown",
      markdown: { title: "image", text: `![](${photoURL})` },
    })),
  ],
  [
    "sampleLink",
    z
      .object({ title: filled, text: filled, messageUrl: filled, picUrl: z.string().optional() })
      .transform((link): Reply => ({ msgtype: "link", link })),
  ],
  [
    "sampleActionCard",
    z
      .object({ title: filled, text: filled, singleTitle: filled, singleURL: filled })
      .transform((actionCard): Reply => ({ msgtype: "actionCard", actionCard })),
  ],
  ...[2, 3, 4, 5].map((count): [string, z.ZodType<Reply>] => [
    `sampleActionCard${count}`,
    buttons(
      Array.from({ length: count }, (_, n) => [`actionTitle${n + 1}`, `actionURL${n + 1}`]),
      "0",
    ),
  ]),
  [
    "sampleActionCard6",
    buttons(
      [
        ["buttonTitle1", "buttonUrl1"],
        ["buttonTitle2", "buttonUrl2"],
      ],
      "1",
    ),
  ],
  [
    "sampleAudio",
    z.object({ mediaId: filled, duration: digits }).transform(({ mediaId, duration }): Reply => ({
      msgtype: "audio",
      audio: { mediaId, durationMs: duration },
    })),
  ],
  [
    "sampleFile",
    z
      .object({ mediaId: filled, fileName: filled, fileType: z.enum(FILE_TYPES) })
      .transform(({ mediaId, fileName }): Reply => ({ msgtype: "file", file: { mediaId, fileName } })),
  ],
  [
    "sampleVideo",
    z
      .object({ duration: digits, videoMediaId: filled, videoType: z.literal("mp4") })
      .transform(({ videoMediaId, duration }): Reply => ({
        msgtype: "video",
        video: { mediaId: videoMediaId, seconds: duration },
      })),
  ],
]);

/** A card with so many buttons, each of two keys: its words and its address. */
function buttons(keys: readonly (readonly string[])[], btnOrientation: "0" | "1"): z.ZodType<Reply> {
  const shape = Object.fromEntries(["title", "text", ...keys.flat()].map((key) => [key, filled]));
  return z.object(shape).transform((param): Reply => {
    const at = (key: string | undefined): string => param[key ?? ""] ?? "";
    const btns = keys.map(([title, url]) => ({ title: at(title), actionURL: at(url) }));
    return {
      msgtype: "actionCard",
      actionCard: { title: at("title"), text: at("text"), btnOrientation, btns },
    };
  });
}
