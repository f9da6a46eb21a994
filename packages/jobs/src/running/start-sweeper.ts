import type { JobLog } from "../job-log.ts";
import type { LaneQueue } from "../lanes/lane-queue.ts";
import type { QueueName } from "../queue-name.ts";

/**
 * Mends lanes now and then. Every process does, without a leader: the script is cheap, harmless when two run, and
 * no election can fail. Returns what stops it.
 */
export function startSweeper(options: {
  queue: QueueName;
  lanes: Pick<LaneQueue, "sweep">;
  everyMs: number;
  log: JobLog;
}): () => Promise<void> {
  const { queue, lanes, log } = options;
  let sweeping: Promise<void> | undefined;

  async function sweep(): Promise<void> {
    try {
      const healed = await lanes.sweep();
      if (healed > 0) log.warn({ queue, healed }, "lanes mended");
    } catch (error) {
      // The connection reports its own outages, and the next turn tries again.
      log.debug({ queue, problem: error instanceof Error ? error.message : "unknown" }, "lanes not swept");
    }
  }

  const timer = setInterval(() => {
    sweeping ??= sweep().finally(() => {
      sweeping = undefined;
    });
  }, options.everyMs);
  return async () => {
    clearInterval(timer);
    await sweeping;
  };
}
