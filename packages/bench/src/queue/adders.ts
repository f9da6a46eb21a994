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
const NO_BOUNDS = { laneLimit: 1_000_000, maxWaiting: 1_000_000, perUserPerMinute: 1_000_000 };
const RECEIPT = {
  to: JSON.stringify({
    sessionWebhook: `https://oapi.dingtalk.com/robot/sendBySession?session=${"0".repeat(32)}`,
  }),
};

/** Adds messages by plain BullMQ or by lanes, with the same retries and the bounds set too wide to refuse. */
export async function openAdder(kind: QueueKind, redis: Redis): Promise<Adder> {
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
  await writeLaneSettings({ redis, prefix }, NO_BOUNDS);
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
