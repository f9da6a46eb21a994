import { z } from "zod";
import {
  changeSettings,
  erasePerson,
  findTranscripts,
  inspectCertificate,
  lookUpDomain,
  reportStatus,
  reportUsage,
  type AdminJob,
} from "./payload/admin-jobs.ts";
import { answerMessage, resetSession, showHelp, switchMode, type ChatJob } from "./payload/chat-jobs.ts";
import { drawImage, type ImageJob } from "./payload/image-jobs.ts";
import type { QueueName } from "./queue-name.ts";

const job = z.discriminatedUnion("name", [
  answerMessage,
  resetSession,
  switchMode,
  showHelp,
  drawImage,
  reportUsage,
  reportStatus,
  lookUpDomain,
  inspectCertificate,
  findTranscripts,
  erasePerson,
  changeSettings,
]);

/** What a job carries, told apart by `name`. It outlives the deploy that wrote it: parse, never cast. */
export type Job = z.infer<typeof job>;
export type JobName = Job["name"];

interface JobsByQueue extends Record<QueueName, Job> {
  chat: ChatJob;
  image: ImageJob;
  admin: AdminJob;
}

/** The jobs of one queue. */
export type JobOf<Q extends QueueName> = JobsByQueue[Q];

/** @throws ZodError when the value is not a job that this version knows. */
export function parseJob(value: unknown): Job {
  return job.parse(value);
}

/** Commands cost nothing: only what asks a model counts against the windows and quotas. */
export function isCounted(name: JobName): boolean {
  return name === "answer-message" || name === "draw-image";
}

/** A setting that keeps everybody out must not keep out the command that sets it right. */
export function mayAlwaysWait(name: string): boolean {
  return name === "change-settings";
}
