import type { Job as BullmqJob } from "bullmq";
import { z } from "zod";
import { GiveUp } from "../give-up.ts";
import { parseJob } from "../job.ts";
import { jobLockKey, serialKeyOf } from "../keys.ts";
import { laneOptionsOf } from "../lanes/lane-options.ts";
import type { QueueName } from "../queue-name.ts";
import type { Task } from "../task.ts";

/** @throws GiveUp `malformed_job` when the stored job is none that this version knows. */
export function taskOf(
  job: BullmqJob,
  holder: { prefix: string; queue: QueueName; token: string; signal: AbortSignal },
): Task {
  const jobId = job.id ?? "";
  try {
    const { lane, receipt } = laneOptionsOf(job.opts);
    if (lane === undefined || receipt === undefined) throw new TypeError("the job came by no lane");
    const payload = parseJob(job.data);
    const attempt = job.attemptsMade + 1;
    return {
      jobId,
      payload,
      attempt,
      isLastAttempt: attempt >= (job.opts.attempts ?? 1),
      lock: { key: jobLockKey(holder.prefix, holder.queue, jobId), token: holder.token },
      receiptKey: receipt,
      serialKey: serialKeyOf(lane),
      signal: holder.signal,
    };
  } catch (cause) {
    throw new GiveUp("malformed_job", { cause, message: problemsOf(cause) });
  }
}

/** The paths that are wrong; values stay out of it. */
function problemsOf(error: unknown): string {
  if (!(error instanceof z.ZodError)) return "";
  return error.issues.map(({ path, code }) => `${path.join(".") || "job"} ${code}`).join(", ");
}
