import { z } from "zod";
import type { QueueName } from "./queue-name.ts";

/**
 * What every job carries: who asked, where, and which message it was. No sessionWebhook (a bearer URL): the reply
 * address lives in the receipt, which the add script writes beside the job.
 */
const envelope = {
  v: z.literal(1),
  msgId: z.string().min(1),
  robotKey: z.string().min(1),
  robotCode: z.string().min(1).exactOptional(),
  conversation: z.object({
    id: z.string().min(1),
    type: z.enum(["oneToOne", "group"]),
    title: z.string().exactOptional(),
  }),
  user: z.object({
    id: z.string().min(1),
    staffId: z.string().min(1).exactOptional(),
    nick: z.string(),
  }),
  receivedAtMs: z.number().int().nonnegative(),
};

const answerMessage = z.object({
  ...envelope,
  name: z.literal("answer-message"),
  question: z.object({ text: z.string() }),
});
const resetSession = z.object({ ...envelope, name: z.literal("reset-session") });
const switchMode = z.object({
  ...envelope,
  name: z.literal("switch-mode"),
  mode: z.enum(["singleTurn", "multiTurn"]),
});
const showHelp = z.object({ ...envelope, name: z.literal("show-help") });
const job = z.discriminatedUnion("name", [answerMessage, resetSession, switchMode, showHelp]);

/** Answer a question. */
export type AnswerMessage = z.infer<typeof answerMessage>;
/** Forget the conversation so far. */
export type ResetSession = z.infer<typeof resetSession>;
/** Answer with or without context from now on. */
export type SwitchMode = z.infer<typeof switchMode>;
/** Say what the bot can do. */
export type ShowHelp = z.infer<typeof showHelp>;

/** What a job carries, told apart by `name`. It outlives the deploy that wrote it: parse, never cast. */
export type Job = z.infer<typeof job>;
export type JobName = Job["name"];
/** The jobs of the chat queue. */
export type ChatJob = AnswerMessage | ResetSession | SwitchMode | ShowHelp;

interface JobsByQueue extends Record<QueueName, Job> {
  chat: ChatJob;
  image: never;
  admin: never;
}

/** The jobs of one queue. */
export type JobOf<Q extends QueueName> = JobsByQueue[Q];

/** @throws ZodError when the value is not a job that this version knows. */
export function parseJob(value: unknown): Job {
  return job.parse(value);
}

/** Commands cost nothing: only what asks a model counts against the windows and quotas. */
export function isCounted(name: JobName): boolean {
  return name === "answer-message";
}
