import type { MinimalJob } from "bullmq";
import { deleteLanes } from "./delete-lanes.ts";
import { FusedBackend } from "./fused-backend.ts";
import { LaneError } from "./lane-error.ts";
import { finishedIds, isParked, unfinishedIds } from "./read-jobs.ts";

/** The fused backend, with what operators do to many jobs at once done one by one, so that lanes stay whole. */
export class LaneBackend extends FusedBackend {
  override async promote(jobId: string): Promise<void> {
    if (await isParked(this.redis, this.toKey("delayed"), jobId)) {
      throw new LaneError("parked", "This message waits behind an earlier one of the same person.");
    }
    await super.promote(jobId);
  }

  /** One script per job: BullMQ's own would push them all past their lanes. Returns 1 while there may be more. */
  override async retryFinishedJobs(
    state: "failed" | "completed" = "failed",
    count = 1000,
    timestamp = Date.now(),
  ): Promise<number> {
    const ids = await finishedIds(this.redis, this.toKey(state), { until: timestamp, count });
    for (const id of ids) {
      // BullMQ's step reads no more than these two of a job.
      const job = { id, opts: {} } as unknown as MinimalJob;
      await this.retryFinishedJob(job, state).catch(ignoreMissingJob);
    }
    return ids.length < count ? 0 : 1;
  }

  override async drain(delayed: boolean): Promise<void> {
    // The parked first: else each removal would let one of them in, to be started before its turn to be removed.
    const states = delayed ? ["delayed", "prioritized", "wait"] : ["prioritized", "wait"];
    for (const state of states) await this.cleanJobsByState(state, Number.MAX_SAFE_INTEGER);
  }

  override async cleanJobsByState(state: string, timestamp: number, limit = 0): Promise<string[]> {
    if (state === "completed" || state === "failed") return super.cleanJobsByState(state, timestamp, limit);
    const ids = await unfinishedIds(this.redis, this.laneKeys, { state, until: timestamp, limit });
    const removed = await Promise.all(ids.map((id) => this.remove(id, false)));
    await this.sweep();
    return ids.filter((_, index) => removed[index] === 1);
  }

  override async obliterate(opts: { force: boolean; count: number }): Promise<number> {
    const cursor = await super.obliterate(opts);
    if (cursor === 0) await deleteLanes(this.redis, this.laneKeys);
    return cursor;
  }
}

/** BullMQ's errors carry its numeric answer: -1 no such job, -3 not in that set (any more). */
function ignoreMissingJob(error: unknown): void {
  if (error instanceof Error && "code" in error && (error.code === -1 || error.code === -3)) return;
  throw error;
}
