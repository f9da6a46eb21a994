import type { MinimalJob } from "bullmq";
import { failureCodeOf } from "./failure-code.ts";
import type { LaneKeys } from "./lane-keys.ts";
import { laneOptionsOf } from "./lane-options.ts";
import type { ScriptArgument } from "./run-script.ts";

/** How a job ended for good. */
export type JobEnd =
  | { state: "completed"; returnValue: string }
  /** `stacktrace` is JSON. */
  | { state: "failed"; reason: string; stacktrace: string };

/** The KEYS and ARGV of the finish script, in its order. */
export function finishArguments(
  keys: LaneKeys,
  job: MinimalJob,
  end: JobEnd,
  worker: { token: string; nowMs: number; lockMs: number; fetchNext: boolean },
): { keys: ScriptArgument[]; args: ScriptArgument[] } {
  const id = job.id ?? "";
  const { lane = "", receipt = "" } = laneOptionsOf(job.opts);
  const attemptsMade = job.attemptsMade + 1;
  const args: ScriptArgument[] = [keys.prefix, id, worker.token, worker.nowMs, end.state, attemptsMade];
  args.push(end.state === "completed" ? end.returnValue : end.reason, lane, receipt);
  args.push(worker.fetchNext ? worker.lockMs : "");
  if (end.state === "failed") {
    const isExhausted = attemptsMade >= (job.opts.attempts ?? 1);
    args.push(failureCodeOf(end.reason), end.stacktrace, isExhausted ? 1 : 0);
  }
  return { keys: [keys.job(id), keys.settings, keys.backlog, keys.debts], args };
}
