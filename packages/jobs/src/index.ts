/** The names of the queues. */
export { QUEUES, type QueueName } from "./queue-name.ts";
/** What a job carries, its parser, and whether it may wait where nothing else may. */
export { mayAlwaysWait, parseJob, type Job, type JobName } from "./job.ts";
/** The jobs of the chat queue. */
export type {
  AnswerMessage,
  Attachment,
  ChatJob,
  ResetSession,
  ShowHelp,
  SwitchMode,
} from "./payload/chat-jobs.ts";
/** The jobs of the image queue. */
export type { DrawImage, ImageJob } from "./payload/image-jobs.ts";
/** The jobs of the admin queue. */
export type {
  AdminJob,
  ChangeSettings,
  ErasePerson,
  FindTranscripts,
  InspectCertificate,
  LookUpDomain,
  ReportStatus,
  ReportUsage,
} from "./payload/admin-jobs.ts";
/** Adds jobs, once each, within every bound. */
export { createProducer, type JobProducer, type NewJob, type ProducerOptions } from "./producer.ts";
/** Removes a person's jobs, whatever their state. */
export { eraseJobs, type ErasedMessage, type JobErasure } from "./erase-jobs.ts";
/** What became of an add. */
export type { AddOutcome, Bound } from "./add-outcome.ts";
/** Runs the jobs of one queue. */
export { startWorker, type JobWorker } from "./worker.ts";
/** What a worker is given, and what it reports. */
export type { AttemptEnd, AttemptOutcome, JobFailure, WorkerOptions } from "./worker-options.ts";
/** One attempt as a processor sees it, and the map of processors. */
export type { Processors, Task } from "./task.ts";
/** The local day of an instant, as the day's quota knows it. */
export { createLocalDay } from "./local-day.ts";
/** Thrown by a processor to fail a job without a retry. */
export { GiveUp } from "./give-up.ts";
/** Thrown by a processor whose job only has to wait. */
export { Postpone } from "./postpone.ts";
/** What a person's stop came to. */
export type { StopOutcome } from "./lanes/stop-lanes.ts";
/** The bounds that the scripts read from Redis. */
export { writeLaneSettings, type LaneSettings } from "./lane-settings.ts";
/** The logger's part that this package uses. */
export type { JobLog } from "./job-log.ts";
/** The queues for an operator's dashboard: BullMQ's, kept in order. */
export { openQueues, type OpenQueues, type OperatorQueue } from "./open-queues.ts";
/** How full a queue is, for gauges. */
export { createLaneGauges, type LaneGauges } from "./lane-gauges.ts";
/** The key of a job's lock, for whoever fences a write by it; and of what failed jobs owe, for whoever pays it. */
export { debtsKey, jobLockKey } from "./keys.ts";
/** Thrown where lanes cannot do what is asked; `unknown_scripts` must stop the process. */
export { LaneError, type LaneErrorCode } from "./lanes/lane-error.ts";
/** Whether an attempt was aborted because its person has stopped it. */
export { isStopped } from "./running/abort-reason.ts";
