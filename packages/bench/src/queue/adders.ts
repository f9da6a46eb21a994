import { setTimeout as sleep } from "node:timers/promises";
import { createProducer, writeLaneSettings } from "@dinglane/jobs";
// The ceiling is BullMQ itself, so this package imports it beside `jobs` (see turbo.json).
import { Queue } from "bullmq";
import type { Redis } from "ioredis";
import { type BenchMessage, payloadOf } from "./message.ts";
import { BENCH_PREFIX, JOB_OPTIONS, PLAIN_QUEUE, type QueueKind } from "./queue-kind.ts";

export interface Adder extends AsyncDisposable {
  add(message: BenchMessage): Promise<void>;
}

/** As many as a busy ingress has under way; more gain nothing on one connection. */
const ADDS_AT_ONCE = 64;
/** Too wide to refuse anybody, but looked at with every add. */
const DEFAULT_BOUNDS = { laneLimit: 1_000_000, maxWaiting: 1_000_000, perUserPerMinute: 1_000_000 };
const FURTHER_BOUNDS = { perUserPerDay: 1_000_000, perGroupPerMinute: 1_000_000, globalPerMinute: 1_000_000 };
const RECEIPT = {
  to: JSON.stringify({
    sessionWebhook: `https://oapi.dingtalk.com/robot/sendBySession?session=${"0".repeat(32)}`,
  }),
};

/** Which bounds are on: those that the default configuration has, or the day, group and global ones as well. */
export type Bounds = "default" | "all";

/** Adds messages by plain BullMQ or by lanes, with the same retries. */
export async function openAdder(kind: QueueKind, redis: Redis, bounds: Bounds = "default"): Promise<Adder> {
  if (kind === "plain") {
    const queue = new Queue(PLAIN_QUEUE, { connection: redis, prefix: BENCH_PREFIX });
    await queue.waitUntilReady();
    return {
      async add(message) {
        const data = payloadOf(message);
        await queue.add(data.name, data, { ...JOB_OPTIONS, jobId: `m${message.user}-${message.number}` });
      },
      async [Symbol.asyncDispose]() {
        await queue.close();
      },
    };
  }
  const prefix = BENCH_PREFIX;
  await writeLaneSettings(
    { redis, prefix },
    { ...DEFAULT_BOUNDS, ...(bounds === "all" ? FURTHER_BOUNDS : {}) },
  );
  const producer = createProducer({ redis, prefix, timezone: "Asia/Shanghai" });
  return {
    async add(message) {
      const job = payloadOf(message);
      const outcome = await producer.add({
        queue: "chat",
        job,
        lane: `${job.robotKey}:${message.user}`,
        receipt: {
          key: `${prefix}:ledger:${job.robotKey}:${job.msgId}`,
          fields: RECEIPT,
          ttlSeconds: 86_400,
        },
      });
      if (outcome.status !== "added") throw new Error(`not added: ${JSON.stringify(outcome)}`);
    },
    async [Symbol.asyncDispose]() {},
  };
}

/** Adds all, many at once. */
export async function addAll(adder: Adder, messages: readonly BenchMessage[]): Promise<void> {
  let next = 0;
  const lines = Array.from({ length: ADDS_AT_ONCE }, async () => {
    for (let message = messages[next++]; message !== undefined; message = messages[next++])
      await adder.add(message);
  });
  await Promise.all(lines);
}

/** Messages come in steps of this, as many as are due. */
const STEP_MS = 5;

/** Adds so many in a second, however long an add takes. */
export async function addInTime(
  adder: Adder,
  messages: readonly BenchMessage[],
  perSecond: number,
): Promise<void> {
  const startedAt = performance.now();
  const adds: Promise<void>[] = [];
  while (adds.length < messages.length) {
    const due = Math.ceil(((performance.now() - startedAt) / 1_000) * perSecond);
    for (const message of messages.slice(adds.length, due)) adds.push(adder.add(message));
    await sleep(STEP_MS);
  }
  await Promise.all(adds);
}
