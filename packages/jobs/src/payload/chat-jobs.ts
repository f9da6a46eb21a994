import { z } from "zod";
import { envelope } from "./envelope.ts";

/** Something that came with a question; the codes are DingTalk's, to be exchanged for the file. */
const attachment = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("picture"),
    downloadCode: z.string().min(1),
    pictureDownloadCode: z.string().min(1).exactOptional(),
  }),
  z.object({ type: z.literal("audio"), downloadCode: z.string().min(1) }),
  z.object({ type: z.literal("file"), downloadCode: z.string().min(1), fileName: z.string() }),
]);

export const answerMessage = z.object({
  ...envelope,
  name: z.literal("answer-message"),
  question: z.object({ text: z.string(), attachments: z.array(attachment).exactOptional() }),
});
export const resetSession = z.object({ ...envelope, name: z.literal("reset-session") });
export const switchMode = z.object({
  ...envelope,
  name: z.literal("switch-mode"),
  mode: z.enum(["singleTurn", "multiTurn"]),
});
export const showHelp = z.object({ ...envelope, name: z.literal("show-help") });

/** A picture, recording or text file that came with a question. */
export type Attachment = z.infer<typeof attachment>;
/** Answer a question. */
export type AnswerMessage = z.infer<typeof answerMessage>;
/** Forget the conversation so far. */
export type ResetSession = z.infer<typeof resetSession>;
/** Answer with or without context from now on. */
export type SwitchMode = z.infer<typeof switchMode>;
/** Say what the bot can do. */
export type ShowHelp = z.infer<typeof showHelp>;
/** The jobs of the chat queue. */
export type ChatJob = AnswerMessage | ResetSession | SwitchMode | ShowHelp;
