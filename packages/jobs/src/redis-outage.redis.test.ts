import { openPrivateRedis } from "@dinglane/test-redis";
import { Redis } from "ioredis";
import { expect, test } from "vitest";
import { createProducer } from "./producer.ts";
import { PREFIX, silentLog } from "./testing/lab-constants.ts";
import { newJob, question } from "./testing/lab.ts";
import { startWorker } from "./worker.ts";
import { until } from "./testing/until.ts";

const retryStrategy = (): number => 50;

test("kill -9 of Redis: adds fail at once, and all goes on by itself when it is back", async () => {
  await using server = await openPrivateRedis();
  // As the runtime connects producers and workers.
  const forAdds = new Redis(server.url, {
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    retryStrategy,
  });
  const forWork = new Redis(server.url, { maxRetriesPerRequest: null, retryStrategy });
  for (const client of [forAdds, forWork]) client.on("error", () => undefined);
  const producer = createProducer({ redis: forAdds, prefix: PREFIX, timezone: "UTC" });
  const add = (msgId: string) => producer.add(newJob(question("ann", msgId)));
  const ran: string[] = [];
  const run = async (task: { payload: { msgId: string } }): Promise<void> =>
    void ran.push(task.payload.msgId);
  const worker = startWorker({
    queue: "chat",
    redis: forWork,
    prefix: PREFIX,
    concurrency: 5,
    processors: { "answer-message": run, "reset-session": run, "switch-mode": run, "show-help": run },
    log: silentLog,
    now: Date.now,
    timing: { lockMs: 1_000, stalledCheckMs: 300, runRetryMs: 100 },
  });
  try {
    await until(() => add("a0"));
    await until(() => expect(ran).toEqual(["a0"]));
    await server.kill();
    await expect(add("a1")).rejects.toThrow(/Connection|writeable|closed/);
    await server.start();
    await until(() => add("a1"));
    await until(() => expect(ran).toContain("a1"));
  } finally {
    await worker.close({ timeoutMs: 1_000 });
    forAdds.disconnect();
    forWork.disconnect();
  }
});

const nothing = async (): Promise<void> => undefined;

test.each([true, false])(
  "a worker without work ends at once while Redis is away (once there: %s)",
  async (once) => {
    await using server = await openPrivateRedis();
    if (!once) await server.kill();
    const redis = new Redis(server.url, { maxRetriesPerRequest: null, retryStrategy });
    redis.on("error", () => undefined);
    const worker = startWorker({
      queue: "chat",
      redis,
      prefix: PREFIX,
      concurrency: 5,
      processors: {
        "answer-message": nothing,
        "reset-session": nothing,
        "switch-mode": nothing,
        "show-help": nothing,
      },
      log: silentLog,
      now: Date.now,
    });
    if (once) await worker.ready().then(() => server.kill());
    await until(() => expect(redis.status).not.toBe("ready"));
    const startedAt = performance.now();
    await worker.close({ timeoutMs: 20_000 });
    redis.disconnect();
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  },
);
