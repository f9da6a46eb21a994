/** The names of the queues. */
export { QUEUES, type QueueName } from "./queue-name.ts";
/** What a job carries, and its parser. */
export {
  parseJob,
  type AnswerMessage,
  type ChatJob,
  type Job,
  type JobName,
  type ResetSession,
  type ShowHelp,
  type SwitchMode,
} from "./job.ts";
/** Adds jobs, once each, within every bound. */
export { createProducer, type JobProducer, type NewJob, type ProducerOptions } from "./producer.ts";
/** What became of an add. */
export type { AddOutcome, Bound } from "./add-outcome.ts";
/** Runs the jobs of one queue. */
export {
  startWorker,
  type AttemptEnd,
  type JobFailure,
  type JobWorker,
  type WorkerOptions,
} from "./worker.ts";
/** One attempt as a processor sees it, and the map of processors. */
export type { Processors, Task } from "./task.ts";
/** Thrown by a processor to fail a job without a retry. */
export { GiveUp } from "./give-up.ts";
/** The bounds that the scripts read from Redis. */
export { writeLaneSettings, type LaneSettings } from "./lane-settings.ts";
/** The logger's part that this package uses. */
export type { JobLog } from "./job-log.ts";
