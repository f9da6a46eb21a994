/** How a worker keeps its hold on jobs; tests shorten these. */
export interface WorkerTiming {
  /**
   * A lock outlives its worker by this long at most. It is renewed every half, so a process may freeze for some
   * seconds without losing its jobs, and yet jobs of a killed one run again within 15 s (lock + check + slack).
   */
  lockMs: number;
  /** How often the workers look for jobs whose lock has gone. */
  stalledCheckMs: number;
  /** How often a job's process may die before the job is taken for the cause. Deploys and kills happen in rows. */
  maxStalledCount: number;
  /** Pause of the fetch loop after an error of Redis; BullMQ's 15 s would be felt after every restart. */
  runRetryMs: number;
  /** How often each process mends lanes that were broken behind our back. */
  sweepMs: number;
}

export const WORKER_TIMING: WorkerTiming = {
  lockMs: 8_000,
  stalledCheckMs: 3_000,
  maxStalledCount: 3,
  runRetryMs: 1_500,
  sweepMs: 15_000,
};
