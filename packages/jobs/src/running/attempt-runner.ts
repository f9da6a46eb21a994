import { DelayedError, WaitingError, type Job as BullmqJob } from "bullmq";
import { GiveUp } from "../give-up.ts";
import type { JobLog } from "../job-log.ts";
import { Postpone } from "../postpone.ts";
import type { QueueName } from "../queue-name.ts";
import type { Task } from "../task.ts";
import type { AttemptOutcome } from "../worker-options.ts";
import { AttemptAborted } from "./abort-reason.ts";
import { describeFailure } from "./attempt-failure.ts";
import { storedFailureOf } from "./stored-failure.ts";
import { taskOf } from "./task-of.ts";

export interface AttemptRunner {
  /** BullMQ's processor. Ends in a value, in a failure fit to be stored, or in BullMQ's "leave this job alone". */
  run(job: BullmqJob, token: string, signal: AbortSignal): Promise<unknown>;
  /** What runs at this moment. */
  running(): { jobId: string; receiptKey: string }[];
  /** Waits no longer for processors that do not heed their signal. */
  abandon(): void;
}

export function createAttemptRunner(options: {
  queue: QueueName;
  prefix: string;
  processors: Readonly<Record<string, ((task: never) => Promise<unknown>) | undefined>>;
  log: JobLog;
  now: () => number;
  onEnd: (job: BullmqJob, outcome: AttemptOutcome) => void;
}): AttemptRunner {
  const { queue, log, now, onEnd } = options;
  const attempts = new Map<Task, (reason: Error) => void>();

  async function attempt(task: Task): Promise<unknown> {
    const processor = options.processors[task.payload.name] as ((task: Task) => Promise<unknown>) | undefined;
    if (processor === undefined) throw new GiveUp("no_processor", { message: task.payload.name });
    const abandoned = Promise.withResolvers<never>();
    attempts.set(task, abandoned.reject);
    try {
      return await Promise.race([processor(task), abandoned.promise]);
    } finally {
      attempts.delete(task);
    }
  }

  /** Lets go of a job that this process still holds. */
  async function letGo(job: BullmqJob, to: string, move: () => Promise<unknown>): Promise<void> {
    try {
      await move();
      log.info({ queue, jobId: job.id, to }, "job let go");
    } catch (error) {
      // The lock runs out with this process: then the stalled check brings the job back, some seconds later.
      const { code } = describeFailure(error);
      log.warn({ queue, jobId: job.id, to, code }, "job could not be let go");
    }
  }

  return {
    async run(job, token, signal) {
      const abortedBy = (): AttemptAborted["code"] | undefined =>
        signal.reason instanceof AttemptAborted ? signal.reason.code : undefined;
      let failure: unknown;
      try {
        const task = taskOf(job, { prefix: options.prefix, queue, token, signal });
        const result = await attempt(task);
        if (abortedBy() !== "lock_lost") {
          onEnd(job, "completed");
          return result;
        }
      } catch (error) {
        failure = error;
      }
      switch (abortedBy()) {
        case "lock_lost":
          onEnd(job, "lock-lost");
          throw new WaitingError();
        case "handed_back":
          await letGo(job, "wait", () => job.moveToWait(token));
          onEnd(job, "handed-back");
          throw new WaitingError();
        case "stopped":
          // The receipt says so too: no run of this job will answer.
          onEnd(job, "stopped");
          return "stopped";
        case undefined:
          break;
      }
      if (!(failure instanceof Postpone)) throw storedFailureOf(describeFailure(failure));
      const until = now() + failure.retryAfterMs;
      await letGo(job, "delayed", () => job.moveToDelayed(until, token));
      onEnd(job, "postponed");
      throw new DelayedError();
    },
    running: () => Array.from(attempts.keys(), ({ jobId, receiptKey }) => ({ jobId, receiptKey })),
    abandon() {
      for (const reject of attempts.values()) reject(new AttemptAborted("handed_back"));
    },
  };
}
