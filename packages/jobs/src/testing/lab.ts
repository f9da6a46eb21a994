import { openTestRedis, type TestRedis } from "@dinglane/test-redis";
import type { Redis } from "ioredis";
import { PREFIX, silentLog } from "./lab-constants.ts";
import { createProducer, type NewJob } from "../producer.ts";
import type { Job } from "../job.ts";
import type { AnswerMessage } from "../payload/chat-jobs.ts";
import { openQueues, type OpenQueues } from "../open-queues.ts";
import type { Task } from "../task.ts";
import { startWorker, type JobWorker } from "../worker.ts";
import type { WorkerOptions } from "../worker-options.ts";
import type { WorkerTiming } from "../worker-timing.ts";
import { writeLaneSettings, type LaneSettings } from "../lane-settings.ts";

const OPEN_SETTINGS = { laneLimit: 10_000, perUserPerMinute: 0 };
const QUICK: Partial<WorkerTiming> = { lockMs: 1_000, stalledCheckMs: 300, runRetryMs: 100, sweepMs: 60_000 };

export function question(user: string, msgId: string, overrides: Partial<AnswerMessage> = {}): AnswerMessage {
  return {
    v: 1,
    name: "answer-message",
    msgId,
    robotKey: "robot",
    conversation: { id: `talk-${user}`, type: "oneToOne" },
    user: { id: user, nick: user },
    receivedAtMs: Date.now(),
    question: { text: `question ${msgId}` },
    ...overrides,
  };
}

export function newJob(job: Job): NewJob {
  return {
    queue: "chat",
    job,
    lane: `${job.robotKey}:${job.user.id}`,
    receipt: { key: receiptKey(job.msgId), fields: { to: "{}" }, ttlSeconds: 600 },
  };
}

export const receiptKey = (msgId: string): string => `${PREFIX}:ledger:robot:${msgId}`;

export type Answer = (task: Task<AnswerMessage>) => Promise<unknown>;

/** Queues, producer and workers on a database of their own. */
export interface Lab extends AsyncDisposable {
  redis: Redis;
  url: string;
  connect: TestRedis["connect"];
  operator: OpenQueues["queues"];
  add(
    user: string,
    msgId: string,
    overrides?: Partial<AnswerMessage>,
  ): ReturnType<ReturnType<typeof createProducer>["add"]>;
  producer: ReturnType<typeof createProducer>;
  work(answer: Answer, options?: Partial<WorkerOptions<"chat">>): Promise<JobWorker>;
  set(settings: Partial<LaneSettings>): Promise<void>;
  /** Keys of lanes that are left. */
  lanes(): Promise<string[]>;
}

export async function openLab(settings: Partial<LaneSettings> = {}): Promise<Lab> {
  const test = await openTestRedis();
  const { redis } = test;
  const set = (changed: Partial<LaneSettings>): Promise<void> =>
    writeLaneSettings({ redis, prefix: PREFIX }, changed);
  await set({ ...OPEN_SETTINGS, ...settings });
  const producer = createProducer({
    redis,
    prefix: PREFIX,
    timezone: "Asia/Shanghai",
    retry: { attempts: 3, backoffMs: 20 },
  });
  const opened = openQueues({
    redis,
    prefix: PREFIX,
    onError: () => undefined,
  });
  const workers: JobWorker[] = [];
  return {
    redis,
    url: test.url,
    connect: (options) => test.connect(options),
    operator: opened.queues,
    producer,
    add: (user, msgId, overrides) => producer.add(newJob(question(user, msgId, overrides))),
    async work(answer, options = {}) {
      const worker = startWorker({
        queue: "chat",
        redis: test.connect({ maxRetriesPerRequest: null }),
        prefix: PREFIX,
        concurrency: 10,
        processors: {
          "answer-message": answer,
          "reset-session": async () => "reset",
          "switch-mode": async () => "switched",
          "show-help": async () => "helped",
        },
        log: silentLog,
        now: Date.now,
        timing: QUICK,
        ...options,
      });
      workers.push(worker);
      await worker.ready();
      return worker;
    },
    set,
    async lanes() {
      return redis.keys(`${PREFIX}:lane*:chat*`);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(workers.map((worker) => worker.close({ timeoutMs: 2_000 })));
      await opened[Symbol.asyncDispose]();
      await test[Symbol.asyncDispose]();
    },
  };
}
