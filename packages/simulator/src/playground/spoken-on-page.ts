import { z } from "zod";
import { type QuotedBody, robotMessages } from "../robot-messages.ts";
import type { SayOptions } from "../say-options.ts";
import type { Quotable } from "./quote-of.ts";

/** Above what a person can type into DingTalk, below what would make the callback's receiver answer 413. */
const MAX_TEXT_LENGTH = 300_000;

/** What the page posts when somebody says something there. */
export const spokenSchema = z
  .object({
    from: z.string(),
    in: z.string(),
    text: z.string().max(MAX_TEXT_LENGTH),
    at: z.boolean(),
    attachment: z
      .discriminatedUnion("kind", [
        z.object({ kind: z.literal("picture"), downloadCode: z.string() }),
        z.object({ kind: z.literal("file"), downloadCode: z.string(), name: z.string().min(1).max(200) }),
        // Its words are the text: what DingTalk has recognised.
        z.object({ kind: z.literal("voice") }),
      ])
      .optional(),
    quoted: z.union([z.object({ msgId: z.string() }), z.object({ number: z.number() })]).optional(),
  })
  // In a group nobody can send them to a robot.
  .refine((spoken) => spoken.in === "private" || !["file", "voice"].includes(spoken.attachment?.kind ?? ""));

type Spoken = z.infer<typeof spokenSchema>;

/** The message as DingTalk would make it: a picture with words, or in a group, is a rich text. */
export function spokenOnPage(spoken: Spoken, quoteFor: (quotable: Quotable) => QuotedBody): SayOptions {
  const { from, text, at, attachment, quoted } = spoken;
  const who = { from, in: spoken.in, at };
  if (attachment?.kind === "file")
    return { ...who, message: robotMessages.file(attachment.name, attachment.downloadCode) };
  if (attachment?.kind === "voice") return { ...who, message: robotMessages.audio(text) };
  const quote = quoted === undefined ? undefined : quoteFor(quoted);
  const original = quote?.msgId === undefined ? {} : { overrides: { originalMsgId: quote.msgId } };
  if (attachment === undefined) return { ...who, message: robotMessages.text(text, quote), ...original };
  const { downloadCode } = attachment;
  if (text === "" && spoken.in === "private") return { ...who, message: robotMessages.picture(downloadCode) };
  const items = [...(text === "" ? [] : [{ text }]), { picture: downloadCode }];
  return { ...who, message: robotMessages.richText(items, quote), ...original };
}
