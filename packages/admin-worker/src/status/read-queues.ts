import type { LaneGauges, OpenQueues, QueueName } from "@dinglane/jobs";
import { QUEUES } from "@dinglane/jobs";

/** One queue at a glance. */
export interface QueueStanding {
  queue: QueueName;
  active: number;
  /** Whatever has still to be worked on. */
  waiting: number;
  failed: number;
  /** Processes that take its jobs. */
  workers: number;
  longestWaitMs: number;
}

const TIMEOUT_MS = 3_000;

/** Creates the reader: a queue that cannot be read in time is undefined, so that the others are still told. */
export function createReadQueues(options: {
  gauges: (queue: QueueName) => Promise<LaneGauges>;
  queues: Record<QueueName, Pick<OpenQueues["queues"][QueueName], "getFailedCount" | "getWorkersCount">>;
  log: { warn(fields: object, message: string): void };
}): () => Promise<{ queue: QueueName; standing: QueueStanding | undefined }[]> {
  const { gauges, queues, log } = options;

  async function read(queue: QueueName): Promise<QueueStanding> {
    const [{ active, waiting, parked, pausing, longestWaitMs }, failed, workers] = await Promise.all([
      gauges(queue),
      queues[queue].getFailedCount(),
      queues[queue].getWorkersCount(),
    ]);
    return { queue, active, waiting: waiting + parked + pausing, failed, workers, longestWaitMs };
  }

  return async () =>
    Promise.all(
      QUEUES.map(async (queue) => {
        const late = Promise.withResolvers<undefined>();
        const timer = setTimeout(() => late.resolve(undefined), TIMEOUT_MS);
        const standing = await Promise.race([read(queue), late.promise])
          .catch((err: unknown) => {
            log.warn({ err, queue }, "a queue could not be read");
            return undefined;
          })
          .finally(() => clearTimeout(timer));
        return { queue, standing };
      }),
    );
}
