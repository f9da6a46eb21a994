import { WaitingError, type Job as BullmqJob } from "bullmq";
import { GiveUp } from "../give-up.ts";
import type { JobLog } from "../job-log.ts";
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
  /** Waits no longer for processors that do not heed their signal. */
  abandon(): void;
}

export function createAttemptRunner(options: {
  queue: QueueName;
  prefix: string;
  processors: Readonly<Record<string, ((task: never) => Promise<unknown>) | undefined>>;
  log: JobLog;
  onEnd: (job: BullmqJob, outcome: AttemptOutcome) => void;
}): AttemptRunner {
  const { queue, log, onEnd } = options;
  const running = new Set<(reason: Error) => void>();

  async function attempt(task: Task): Promise<unknown> {
    const processor = options.processors[task.payload.name] as ((task: Task) => Promise<unknown>) | undefined;
    if (processor === undefined) throw new GiveUp("no_processor", { message: task.payload.name });
    const abandoned = Promise.withResolvers<never>();
    running.add(abandoned.reject);
    try {
      return await Promise.race([processor(task), abandoned.promise]);
    } finally {
      running.delete(abandoned.reject);
    }
  }

  async function handBack(job: BullmqJob, token: string): Promise<void> {
    try {
      await job.moveToWait(token);
      log.info({ queue, jobId: job.id }, "job handed back");
    } catch (error) {
      // The lock runs out with this process: then the stalled check brings the job back, some seconds later.
      const { code } = describeFailure(error);
      log.warn({ queue, jobId: job.id, code }, "job could not be handed back");
    }
  }

  return {
    async run(job, token, signal) {
      const isAborted = (code: AttemptAborted["code"]): boolean =>
        signal.reason instanceof AttemptAborted && signal.reason.code === code;
      try {
        const task = taskOf(job, { prefix: options.prefix, queue, token, signal });
        const result = await attempt(task);
        if (!isAborted("lock_lost")) {
          onEnd(job, "completed");
          return result;
        }
      } catch (error) {
        if (!isAborted("lock_lost") && !isAborted("handed_back")) {
          throw storedFailureOf(describeFailure(error));
        }
      }
      if (isAborted("handed_back")) await handBack(job, token);
      onEnd(job, isAborted("handed_back") ? "handed-back" : "lock-lost");
      throw new WaitingError();
    },
    abandon() {
      for (const reject of running) reject(new AttemptAborted("handed_back"));
    },
  };
}
