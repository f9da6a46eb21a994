import { once } from "node:events";
import { openPrivateRedis } from "@dinglane/test-redis";
import { Redis } from "ioredis";
import { expect, test } from "vitest";
import { jobIdOf } from "./job-id.ts";
import { userDayKey } from "./keys.ts";
import { createLocalDay } from "./local-day.ts";
import { createProducer } from "./producer.ts";
import { PREFIX } from "./testing/lab-constants.ts";
import { newJob, openLab, question, receiptKey, type Answer, type Lab } from "./testing/lab.ts";
import { until } from "./testing/until.ts";

const stateOf = (lab: Lab, msgId: string): Promise<string> =>
  lab.operator.chat.getJobState(jobIdOf("robot", msgId));
const stop = (lab: Pick<Lab, "producer">, msgId = "stop", user = "ann") =>
  lab.producer.stop({
    lane: `robot:${user}`,
    receipt: { key: receiptKey(msgId), fields: {}, ttlSeconds: 600 },
    nowMs: Date.now(),
  });
const untilAborted: Answer = async ({ signal }) => {
  await once(signal, "abort");
  throw signal.reason;
};

test("what waits and what runs is stopped, in chat and image, and nobody else's", async () => {
  await using lab = await openLab({ perUserPerDay: 10 });
  const at = { receivedAtMs: Date.now() };
  for (const msgId of ["a0", "a1", "a2"]) await lab.add("ann", msgId, at);
  await lab.producer.add({ ...newJob(question("ann", "drawn", at)), queue: "image" });
  await lab.add("bob", "b0");
  const outcomes: string[] = [];
  await lab.work(untilAborted, { onAttemptEnd: ({ outcome }) => void outcomes.push(outcome) });
  await until(async () => expect(await lab.operator.chat.getActiveCount()).toBe(2));
  const stoppedAt = performance.now();
  expect(await stop(lab)).toEqual({ status: "stopped", count: 4 });
  await until(() => expect(outcomes).toEqual(["stopped"]));
  expect(performance.now() - stoppedAt).toBeLessThan(1_000);
  for (const msgId of ["a0", "a1", "a2", "drawn"]) {
    expect(await lab.redis.hget(receiptKey(msgId), "stopped")).toMatch(/^\d+$/);
    // A redelivery does not run again.
    expect(await lab.add("ann", msgId)).toEqual({ status: "duplicate" });
  }
  await until(async () => expect(await stateOf(lab, "a0")).toBe("completed"));
  expect(await Promise.all(["a1", "b0"].map((msgId) => stateOf(lab, msgId)))).toEqual([
    "completed",
    "active",
  ]);
  expect(await lab.lanes()).toEqual([`${PREFIX}:lane:chat:robot:bob`]);
  expect(await lab.redis.keys(`${PREFIX}:*:image:*ann`)).toEqual([]);
  const day = createLocalDay("Asia/Shanghai")(at.receivedAtMs);
  expect(await lab.redis.get(userDayKey(PREFIX, "robot", "ann", day))).toBe("0");
  expect(await lab.redis.zcard(`${PREFIX}:debts`)).toBe(0);
  expect(await lab.add("ann", "later")).toMatchObject({ status: "added", ahead: 0 });
  await stop(lab, "end", "bob");
});

test("a stop is carried out once, by however many processes, and stops nothing that came later", async () => {
  await using lab = await openLab();
  await lab.add("ann", "a0");
  const outcomes = await Promise.all([stop(lab), stop(lab)]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["duplicate", "stopped"]);
  expect(outcomes.map(({ count }) => count)).toEqual([1, 1]);
  await lab.add("ann", "a1");
  expect(await stop(lab)).toEqual({ status: "duplicate", count: 1 });
  expect(await lab.redis.hget(receiptKey("a1"), "stopped")).toBeNull();
});

test("one message alone can be stopped, once, wherever in its lane it is", async () => {
  await using lab = await openLab();
  for (const msgId of ["a0", "a1", "a2"]) await lab.add("ann", msgId);
  const outcomes: string[] = [];
  await lab.work(untilAborted, { onAttemptEnd: ({ outcome }) => void outcomes.push(outcome) });
  const only = (msgId: string) =>
    lab.producer.stop({
      lane: "robot:ann",
      receipt: { key: receiptKey(`press on ${msgId}`), ttlSeconds: 600 },
      nowMs: Date.now(),
      only: { robotKey: "robot", msgId },
    });
  expect(await only("a1")).toEqual({ status: "stopped", count: 1 });
  expect(await only("a1")).toEqual({ status: "duplicate", count: 1 });
  expect(await only("never")).toEqual({ status: "stopped", count: 0 });
  expect(await stateOf(lab, "a0")).toBe("active");
  expect(await only("a0")).toEqual({ status: "stopped", count: 1 });
  await until(() => expect(outcomes).toEqual(["stopped"]));
  await until(async () => expect(await stateOf(lab, "a2")).toBe("active"));
  await stop(lab);
});

test("the card of a message that is stopped is owed its end: at once, or should its worker be gone", async () => {
  await using lab = await openLab();
  await lab.add("ann", "a0");
  await lab.work(untilAborted);
  await until(async () => expect(await stateOf(lab, "a0")).toBe("active"));
  for (const msgId of ["a1", "a2"]) await lab.add("ann", msgId);
  // One that runs, and one that waits for another attempt.
  for (const msgId of ["a0", "a1"]) await lab.redis.hset(receiptKey(msgId), "card", "{}");
  const beganMs = Date.now();
  expect(await stop(lab)).toEqual({ status: "stopped", count: 3 });
  const [first, firstDueMs, second, secondDueMs, ...others] = await lab.redis.zrange(
    `${PREFIX}:debts`,
    0,
    "-1",
    "WITHSCORES",
  );
  expect([first, second, others]).toEqual([receiptKey("a1"), receiptKey("a0"), []]);
  expect(Number(firstDueMs)).toBeLessThanOrEqual(Date.now());
  expect(Number(secondDueMs)).toBeGreaterThanOrEqual(beganMs + 10_000);
});

test("a lane of which all waits is gone when it is stopped, and so is its backlog", async () => {
  await using lab = await openLab();
  for (const msgId of ["a0", "a1", "a2"]) await lab.add("ann", msgId);
  expect(await stop(lab)).toEqual({ status: "stopped", count: 3 });
  expect(await lab.lanes()).toEqual([]);
});

test("a stop is carried out however full Redis is: it makes room", async () => {
  await using server = await openPrivateRedis();
  const redis = new Redis(server.url);
  try {
    const producer = createProducer({ redis, prefix: PREFIX, timezone: "UTC" });
    await producer.add(newJob(question("ann", "a0")));
    await redis.config("SET", "maxmemory", "1");
    await expect(producer.add(newJob(question("ann", "a1")))).rejects.toThrow("OOM");
    expect(await stop({ producer })).toEqual({ status: "stopped", count: 1 });
    expect(await stop({ producer })).toEqual({ status: "duplicate", count: 1 });
  } finally {
    redis.disconnect();
  }
});

test("there may be nothing to stop", async () => {
  await using lab = await openLab();
  expect(await stop(lab)).toEqual({ status: "stopped", count: 0 });
});

test("what is answered already goes on being sent, and what follows it is stopped", async () => {
  await using lab = await openLab();
  await lab.add("ann", "a0");
  await lab.add("ann", "a1");
  const gate = Promise.withResolvers<void>();
  await lab.work(async ({ receiptKey: receipt, signal }) => {
    await lab.redis.hset(receipt, "reply", "{}");
    await gate.promise;
    return signal.aborted;
  });
  await until(async () => expect(await lab.redis.hexists(receiptKey("a0"), "reply")).toBe(1));
  expect(await stop(lab)).toEqual({ status: "stopped", count: 1 });
  gate.resolve();
  await until(async () => expect(await lab.lanes()).toEqual([]));
  const job = await lab.operator.chat.getJob(jobIdOf("robot", "a0"));
  expect(job?.returnvalue).toBe(false);
});

test("a worker that did not hear of it looks for itself when it is connected again", async () => {
  await using lab = await openLab();
  await lab.add("ann", "a0");
  const outcomes: string[] = [];
  await lab.work(untilAborted, { onAttemptEnd: ({ outcome }) => void outcomes.push(outcome) });
  await until(async () => expect(await lab.operator.chat.getActiveCount()).toBe(1));
  // This worker's only: the server has those of other files too.
  const listeners = await until(async () => {
    const clients = String(await lab.redis.client("LIST", "TYPE", "PUBSUB")).split("\n");
    const own = clients.filter((client) => client.split(" ").includes(`db=${lab.redis.options.db}`));
    expect(own).toHaveLength(1);
    return own;
  });
  // As a stop leaves it whose publication nobody heard.
  await lab.redis.hset(receiptKey("a0"), "stopped", Date.now());
  const [id = ""] = /(?<=^id=)\d+/.exec(listeners[0] ?? "") ?? [];
  expect(await lab.redis.client("KILL", "ID", Number(id))).toBe(1);
  await until(() => expect(outcomes).toEqual(["stopped"]));
});
