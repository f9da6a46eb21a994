import { randomUUID } from "node:crypto";
import type { Redis } from "ioredis";
import { z } from "zod";
import { erasureKey, jobKey, jobLockKey, laneKey, queuePrefix } from "./keys.ts";
import { laneOptionsOf } from "./lanes/lane-options.ts";
import { loadLaneScripts } from "./lanes/load-lane-scripts.ts";
import { stopLanes } from "./lanes/stop-lanes.ts";
import { openQueues } from "./open-queues.ts";
import { QUEUES, type QueueName } from "./queue-name.ts";

const SCAN_COUNT = 1_000;
const RECEIPT_TTL_SECONDS = 60;
const LOOK_AGAIN_MS = 100;

const theirData = z.object({
  msgId: z.string(),
  robotKey: z.string(),
  user: z.object({ id: z.string(), staffId: z.string().optional() }),
});

/** A person's message, as its job knew it. */
export interface ErasedMessage {
  robotKey: string;
  msgId: string;
}

/** What an erasure has done to a person's jobs. */
export interface JobErasure {
  /** Messages that were waiting or being answered: nobody will be answered. */
  stopped: number;
  removed: number;
  messages: ErasedMessage[];
  /** Jobs that run on although they were told to end: their words are still there. */
  left: number;
}

interface TheirJob extends ErasedMessage {
  queue: QueueName;
  id: string;
  lane: string | undefined;
}

/**
 * Removes a person's jobs from all queues, whatever their state: what waits is stopped, what runs is told to end and
 * waited for, and then nothing of them is left. Lanes stay whole, and nobody is owed words.
 */
export async function eraseJobs(
  { redis, prefix, sleep }: { redis: Redis; prefix: string; sleep: (ms: number) => Promise<void> },
  person: {
    userId: string;
    /** The job that asks for it. */
    except: ErasedMessage;
    nowMs: number;
    /** How long to wait for what runs. */
    patienceMs: number;
  },
): Promise<JobErasure> {
  const jobs: TheirJob[] = [];
  for (const queue of QUEUES) jobs.push(...(await findJobs(redis, prefix, queue, person)));

  let stopped = 0;
  const lanes = new Set(jobs.flatMap(({ lane }) => lane ?? []));
  for (const lane of lanes) {
    const receipt = { key: erasureKey(prefix, randomUUID()), ttlSeconds: RECEIPT_TTL_SECONDS };
    const wish = { lane, receipt, nowMs: person.nowMs };
    stopped += (await stopLanes({ redis, prefix, scripts: loadLaneScripts() }, wish)).count;
  }

  await using open = openQueues({ redis, prefix, onError: () => undefined });
  const isRunning = async ({ queue, id }: TheirJob): Promise<boolean> =>
    (await redis.exists(jobLockKey(prefix, queue, id))) === 1;
  let waitedMs = 0;
  let left = 0;
  for (const job of jobs) {
    while (waitedMs < person.patienceMs && (await isRunning(job))) {
      await sleep(LOOK_AGAIN_MS);
      waitedMs += LOOK_AGAIN_MS;
    }
    await open.queues[job.queue].remove(job.id);
    left += await redis.exists(jobKey(prefix, job.queue, job.id));
  }
  const messages = jobs.map(({ robotKey, msgId }) => ({ robotKey, msgId }));
  return { stopped, removed: jobs.length - left, messages, left };
}

async function findJobs(
  redis: Redis,
  prefix: string,
  queue: QueueName,
  { userId, except }: { userId: string; except: ErasedMessage },
): Promise<TheirJob[]> {
  const start = queuePrefix(prefix, queue);
  const found: TheirJob[] = [];
  const pages = redis.scanStream({ match: `${start}*`, type: "hash", count: SCAN_COUNT }) as AsyncIterable<
    string[]
  >;
  for await (const keys of pages) {
    for (const key of keys) {
      const [data, opts] = await redis.hmget(key, "data", "opts");
      const theirs = parsed(data ?? null);
      if (theirs === undefined || !isOf(userId, theirs.user)) continue;
      const { robotKey, msgId } = theirs;
      if (robotKey === except.robotKey && msgId === except.msgId) continue;
      const { lane } = laneOptionsOf((objectIn(opts ?? null) as object | undefined) ?? {});
      const laneStart = laneKey(prefix, queue, "");
      const name = lane?.startsWith(laneStart) === true ? lane.slice(laneStart.length) : undefined;
      found.push({ queue, id: key.slice(start.length), robotKey, msgId, lane: name });
    }
  }
  return found;
}

const isOf = (userId: string, user: { id: string; staffId?: string | undefined }): boolean =>
  user.id === userId || user.staffId === userId;

const parsed = (json: string | null): z.infer<typeof theirData> | undefined =>
  theirData.safeParse(objectIn(json)).data;

function objectIn(json: string | null): unknown {
  try {
    const value: unknown = JSON.parse(json ?? "null");
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
