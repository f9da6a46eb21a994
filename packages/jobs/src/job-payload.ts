import { z } from "zod";

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

const jobPayload = z.discriminatedUnion("name", [
  z.object({ ...envelope, name: z.literal("answer-message"), question: z.object({ text: z.string() }) }),
  z.object({ ...envelope, name: z.literal("reset-session") }),
  z.object({ ...envelope, name: z.literal("switch-mode"), mode: z.enum(["singleTurn", "multiTurn"]) }),
  z.object({ ...envelope, name: z.literal("show-help") }),
]);

/** One job's payload, told apart by `name`. It outlives the deploy that wrote it: parse, never cast. */
export type JobPayload = z.infer<typeof jobPayload>;

export type JobName = JobPayload["name"];

/** The payload of the jobs called `N`. */
export type PayloadOf<N extends JobName> = Extract<JobPayload, { name: N }>;

/** @throws ZodError when the value is not a payload that this version knows. */
export function parseJobPayload(value: unknown): JobPayload {
  return jobPayload.parse(value);
}
