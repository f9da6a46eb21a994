import { createLaneBackend } from "./lanes/lane-backend-factory.ts";
import { loadLaneScripts } from "./lanes/load-lane-scripts.ts";
import type { QueueName } from "./queue-name.ts";
import { abortReason } from "./running/abort-reason.ts";
import { createAttemptRunner } from "./running/attempt-runner.ts";
import { backoffMs } from "./running/backoff.ts";
import { closeWorker } from "./running/close-worker.ts";
import { LaneWorker } from "./running/lane-worker.ts";
import { listenForStops } from "./running/listen-for-stops.ts";
import { createEndReport, reportWorker } from "./running/report-worker.ts";
import { startSweeper } from "./running/start-sweeper.ts";
import type { WorkerOptions } from "./worker-options.ts";
import { WORKER_TIMING } from "./worker-timing.ts";

export interface JobWorker {
  /** Resolves when the worker takes jobs. */
  ready(): Promise<void>;
  /**
   * Stops taking, waits for what runs, and before `timeoutMs` is over aborts and hands back what still does:
   * such a job keeps its place and its attempts.
   */
  close(options: { timeoutMs: number }): Promise<void>;
}

/**
 * Starts taking jobs of one queue.
 *
 * @throws LaneError `unknown_scripts` when the installed BullMQ is not the tested one.
 */
export function startWorker<Q extends QueueName>(options: WorkerOptions<Q>): JobWorker {
  const { queue, redis, prefix, log, processors } = options;
  const timing = { ...WORKER_TIMING, ...options.timing };
  const lanes = { redis, prefix, scripts: loadLaneScripts() };
  const runner = createAttemptRunner({
    queue,
    prefix,
    processors,
    log,
    now: options.now,
    onEnd: createEndReport(options),
  });

  const worker = new LaneWorker(
    queue,
    // BullMQ makes a signal only for processors that declare three parameters.
    (job, token, signal) => runner.run(job, token ?? "", signal ?? new AbortController().signal),
    {
      connection: redis,
      prefix,
      concurrency: options.concurrency,
      lockDuration: timing.lockMs,
      stalledInterval: timing.stalledCheckMs,
      maxStalledCount: timing.maxStalledCount,
      runRetryDelay: timing.runRetryMs,
      settings: {
        backoffStrategy: (made, _type, error, job) => backoffMs(made, job?.opts.backoff, error),
      },
    },
    (_name, opts, { withBlockingConnection = false } = {}) =>
      createLaneBackend(lanes, queue, {
        opts,
        blocks: withBlockingConnection,
        lockMs: timing.lockMs,
        // A lock is renewed every half of its time, and so outlives an outage of a quarter.
        settle: { outageMs: timing.lockMs / 4, settleMs: timing.stalledCheckMs },
      }),
  );
  reportWorker(worker, options);
  worker.on("lockRenewalFailed", (jobIds) => {
    log.warn({ queue, jobIds }, "lock lost");
    for (const jobId of jobIds) worker.locks.lost(jobId);
  });
  const stops = listenForStops({
    redis,
    prefix,
    queue,
    running: () => runner.running(),
    stop: (jobId) => void worker.cancelJob(jobId, abortReason("stopped")),
  });
  const stopSweeper = startSweeper({ queue, lanes: worker.getBackend(), everyMs: timing.sweepMs, log });

  return {
    ready: () => worker.waitUntilReady(),
    async close({ timeoutMs }) {
      const backend = worker.getBackend();
      const steps = {
        isPointless: () => worker.isIdle() && !backend.isConnected(),
        drain: async () => {
          await Promise.all([worker.close(), stopSweeper()]);
        },
        abort: () => worker.cancelAllJobs(abortReason("handed_back")),
        abandon: () => runner.abandon(),
      };
      const end = await closeWorker(steps, timeoutMs);
      stops.close();
      // BullMQ's close is still waiting for Redis then; its other connection is the caller's to end.
      if (end === "pointless") backend.stopWaiting();
      if (end === "timeout") {
        log.warn({ queue }, "worker did not stop in time; what it ran will be taken for stalled");
      }
    },
  };
}
