import type { Redis } from "ioredis";
import type { AddOutcome } from "./add-outcome.ts";
import { jobIdOf } from "./job-id.ts";
import { isCounted, parseJob, type Job } from "./job.ts";
import { createLaneBackend } from "./lanes/lane-backend-factory.ts";
import type { LaneQueue } from "./lanes/lane-queue.ts";
import { loadLaneScripts } from "./lanes/load-lane-scripts.ts";
import { stopLanes, type StopOutcome, type StopWish } from "./lanes/stop-lanes.ts";
import { createLocalDay } from "./local-day.ts";
import { QUEUES, type QueueName } from "./queue-name.ts";

/**
 * Three attempts, the second after about a second: what passes, passes soon, and a longer pause would only hold up
 * the person's next messages.
 */
const RETRY = { attempts: 3, backoffMs: 1_000 };

export interface NewJob {
  queue: QueueName;
  job: Job;
  /** The person's line to this robot; the queue is added by the producer, so chat and image lanes are apart. */
  lane: string;
  /** Not bounded by the day's quota. */
  isExempt?: boolean;
  /** From this message on the lane runs one message at a time, for so long: its person has context now. */
  serialSeconds?: number;
  /** The ledger's hash for this message: written by the add script, and what it looks at for duplicates. */
  receipt: { key: string; fields: Record<string, string>; ttlSeconds: number };
}

export interface JobProducer {
  /** @throws ZodError for a job that does not parse; Redis' error when it could not be stored. */
  add(job: NewJob): Promise<AddOutcome>;
  /**
   * Stops everything of a person that is not answered yet, on all queues, or only one message. `receipt` is that of the
   * message that says so: it is carried out once.
   *
   * @throws Redis' error when it could not be carried out.
   */
  stop(wish: StopWish): Promise<StopOutcome>;
}

export interface ProducerOptions {
  redis: Redis;
  prefix: string;
  /** IANA name; the day's quota ends at midnight there. */
  timezone: string;
  /** Attempts and the first pause between them; for tests. */
  retry?: { attempts: number; backoffMs: number };
}

/**
 * Sends nothing before the first add, so it may be created while Redis is away.
 *
 * @throws LaneError `unknown_scripts` when the installed BullMQ is not the tested one.
 */
export function createProducer(options: ProducerOptions): JobProducer {
  const { redis, prefix, retry = RETRY } = options;
  const dayOf = createLocalDay(options.timezone);
  const scripts = loadLaneScripts();
  const lanes = new Map<QueueName, LaneQueue>(
    QUEUES.map((queue) => {
      const opts = { connection: redis, prefix };
      const backend = createLaneBackend({ redis, prefix, scripts }, queue, { opts, lazy: true });
      // The client reports its own outages; an event without a listener would end the process.
      backend.on("error", () => undefined);
      return [queue, backend];
    }),
  );

  return {
    stop: (wish) => stopLanes({ redis, prefix, scripts }, wish),
    async add({ queue, job, lane, receipt, isExempt = false, serialSeconds }) {
      const parsed = parseJob(job);
      const target = lanes.get(queue);
      if (target === undefined) throw new TypeError(`there is no queue ${queue}`);
      return target.addToLane({
        jobId: jobIdOf(parsed.robotKey, parsed.msgId),
        name: parsed.name,
        data: JSON.stringify(parsed),
        timestampMs: parsed.receivedAtMs,
        retry,
        lane,
        serialSeconds,
        receipt,
        day: isExempt ? undefined : dayOf(parsed.receivedAtMs),
        counts: isCounted(parsed.name),
        robotKey: parsed.robotKey,
        userId: parsed.user.id,
        groupId: parsed.conversation.type === "group" ? parsed.conversation.id : undefined,
      });
    },
  };
}
