import { openTestRedis, type TestRedis } from "@dinglane/test-redis";
import { Queue, Worker } from "bullmq";
import type { Redis } from "ioredis";
import { expect, test } from "vitest";
import { jobIdOf } from "../job-id.ts";
import { writeLaneSettings } from "../lane-settings.ts";
import { createProducer } from "../producer.ts";
import { LaneWorker } from "../running/lane-worker.ts";
import { newJob, question } from "../testing/lab.ts";
import { createLaneBackend } from "./lane-backend-factory.ts";
import { loadLaneScripts } from "./load-lane-scripts.ts";

const PLAIN = "plain:{0}";
const LANES = "lanes:{0}";
const TOKEN = "token";
const RETRY = { attempts: 3, backoffMs: 20 };
const messages = ["ann", "bob", "eve"].map((user) => question(user, `of ${user}`));

const parse = (json: string | undefined): unknown => JSON.parse(json ?? "null");

/** A job without what only one side can know: the lane's keys, and when each step was. */
function comparable(hash: Record<string, string>): unknown {
  const { attempts, backoff } = parse(hash["opts"]) as { attempts: unknown; backoff: unknown };
  const times = Object.fromEntries(
    Object.entries(hash).map(([field, value]) => [field, /^1[789]\d{11}$/.test(value) ? "a time" : value]),
  );
  return { ...times, data: parse(hash["data"]), opts: { attempts, backoff } };
}

/** Every key of the queue. */
async function dump(redis: Redis, prefix: string): Promise<Record<string, unknown>> {
  const read = async (key: string): Promise<unknown> => {
    const type = await redis.type(key);
    if (type === "hash") return comparable(await redis.hgetall(key));
    if (type === "list") return redis.lrange(key, 0, -1);
    if (type === "set") return redis.smembers(key);
    if (type === "zset") return redis.zrange(key, "0", "-1");
    return redis.get(key);
  };
  // Bookkeeping for what lanes have no use for: ids that BullMQ makes, priorities, the bound of the events.
  const keys = (await redis.keys(`${prefix}:chat:*`)).filter(
    (key) => !/:(events|id|meta|pc|stalled-check)$/.test(key),
  );
  const entries = await Promise.all(keys.map(async (key) => [key.slice(prefix.length), await read(key)]));
  return Object.fromEntries(entries) as Record<string, unknown>;
}

interface Sides extends AsyncDisposable {
  redis: Redis;
  plain: Worker;
  lanes: LaneWorker;
  /** Both databases, to be equal. */
  dumps(): Promise<[unknown, unknown]>;
}

async function openSides(): Promise<Sides> {
  const database: TestRedis = await openTestRedis();
  const { redis } = database;
  await writeLaneSettings({ redis, prefix: LANES }, { perUserPerMinute: 0 });
  const connection = database.connect({ maxRetriesPerRequest: null });
  const queue = new Queue("chat", { connection, prefix: PLAIN });
  const producer = createProducer({ redis, prefix: LANES, timezone: "UTC", retry: RETRY });
  for (const message of messages) {
    await queue.add(message.name, message, {
      jobId: jobIdOf(message.robotKey, message.msgId),
      timestamp: message.receivedAtMs,
      attempts: RETRY.attempts,
      backoff: { type: "custom", delay: RETRY.backoffMs },
    });
    await producer.add(newJob(message));
  }
  const options = {
    connection,
    autorun: false,
    settings: { backoffStrategy: () => 60_000 },
    stalledInterval: 60_000,
  };
  const plain = new Worker("chat", null, { ...options, prefix: PLAIN });
  const lanes = new LaneWorker("chat", null, { ...options, prefix: LANES }, (_name, opts) =>
    createLaneBackend({ redis: connection, prefix: LANES, scripts: loadLaneScripts() }, "chat", {
      opts,
      blocks: true,
      lockMs: 30_000,
    }),
  );
  await Promise.all([plain.waitUntilReady(), lanes.waitUntilReady()]);
  return {
    redis,
    plain,
    lanes,
    dumps: () => Promise.all([dump(redis, PLAIN), dump(redis, LANES)]),
    async [Symbol.asyncDispose]() {
      await Promise.all([plain.close(), lanes.close(), queue.close()]);
      await database[Symbol.asyncDispose]();
    },
  };
}

test("added jobs are those that BullMQ would have added", async () => {
  await using sides = await openSides();
  const [plain, lanes] = await sides.dumps();
  expect(lanes).toEqual(plain);
  expect(Object.keys(plain as object)).toHaveLength(5);
});

/** BullMQ's answer to a worker whose job has ended: the next job's hash, and more. */
const nextOf = (answer: unknown): unknown => {
  const [job, ...rest] = answer as [Record<string, string>, ...unknown[]];
  return [Object.keys(job).toSorted(), parse(job["data"]), ...rest];
};

test.each(["completed", "failed"])(
  "a job that %s and the next one are what BullMQ makes of them",
  async (how) => {
    await using sides = await openSides();
    const run = async (worker: Worker | LaneWorker): Promise<unknown> => {
      const job = await worker.getNextJob(TOKEN, { block: false });
      if (how === "completed") return job?.moveToCompleted({ text: "done" }, TOKEN, true);
      Object.assign(job?.opts ?? {}, { attempts: 1 });
      const error = Object.assign(new Error("code: words"), { stack: "code: words" });
      return job?.moveToFailed(error, TOKEN, true);
    };
    const ofPlain = await run(sides.plain);
    const ofLanes = await run(sides.lanes);
    const [plain, lanes] = await sides.dumps();
    expect(lanes).toEqual(plain);
    expect(nextOf(ofLanes)).toEqual(nextOf(ofPlain));
  },
);

test.each([
  ["paused", { paused: 1 }, []],
  ["limited", { max: 1, duration: 60_000 }, ["0"]],
  ["bounded", { concurrency: 1 }, ["0"]],
])("a queue that is %s leaves the next job to BullMQ's own script", async (_, meta, marker) => {
  await using sides = await openSides();
  const job = await sides.lanes.getNextJob(TOKEN, { block: false });
  await sides.redis.hset(`${LANES}:chat:meta`, meta);
  await sides.redis.del(`${LANES}:chat:marker`);
  expect(await job?.moveToCompleted(1, TOKEN, true)).toEqual([null, 0, 0, 0]);
  expect(await sides.redis.llen(`${LANES}:chat:active`)).toBe(0);
  expect(await sides.redis.zrange(`${LANES}:chat:marker`, "0", "-1")).toEqual(marker);
});
