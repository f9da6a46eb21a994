import { openMonitor } from "@dinglane/test-redis";
import { expect, test } from "vitest";
import { jobIdOf } from "./job-id.ts";
import { GiveUp } from "./give-up.ts";
import { debtsKey } from "./keys.ts";
import { createLaneGauges } from "./lane-gauges.ts";
import { PREFIX } from "./testing/lab-constants.ts";
import { openLab, receiptKey, type Lab } from "./testing/lab.ts";
import { until } from "./testing/until.ts";

const idOf = (msgId: string): string => jobIdOf("robot", msgId);

async function fill(lab: Lab, ...msgIds: string[]): Promise<void> {
  for (const msgId of msgIds) await lab.add("ann", msgId);
}

async function ranOnNewWorker(lab: Lab): Promise<string[]> {
  const ran: string[] = [];
  await lab.work(async ({ payload }) => void ran.push(payload.msgId));
  await until(async () => expect(await lab.lanes()).toEqual([]));
  await until(async () => expect(await lab.operator.chat.getActiveCount()).toBe(0));
  return ran;
}

test("every message is visible in its state", async () => {
  await using lab = await openLab();
  await fill(lab, "a0", "a1");
  expect(await lab.operator.chat.getJobCounts("waiting", "delayed")).toEqual({ waiting: 1, delayed: 1 });
  expect(await lab.operator.chat.getJobState(idOf("a1"))).toBe("delayed");
});

test("removing the head lets the next in, and the asker is told", async () => {
  await using lab = await openLab();
  await fill(lab, "a0", "a1", "a2");
  expect(await lab.operator.chat.remove(idOf("a0"))).toBe(1);
  expect(await lab.operator.chat.getJobState(idOf("a1"))).toBe("prioritized");
  expect(await lab.redis.hgetall(receiptKey("a0"))).toMatchObject({ failure: "removed", apology: "due" });
  expect(await lab.redis.zscore(debtsKey(PREFIX), receiptKey("a0"))).not.toBeNull();
  expect(await ranOnNewWorker(lab)).toEqual(["a1", "a2"]);
});

test("removing one that waits leaves the others in order", async () => {
  await using lab = await openLab();
  await fill(lab, "a0", "a1", "a2");
  await lab.operator.chat.remove(idOf("a1"));
  expect(await ranOnNewWorker(lab)).toEqual(["a0", "a2"]);
});

test("what runs cannot be removed", async () => {
  await using lab = await openLab();
  await fill(lab, "a0", "a1");
  const gate = Promise.withResolvers<void>();
  await lab.work(() => gate.promise);
  await until(async () => expect(await lab.operator.chat.getActiveCount()).toBe(1));
  expect(await lab.operator.chat.remove(idOf("a0"))).toBe(0);
  expect(await lab.redis.hget(receiptKey("a0"), "failure")).toBeNull();
  gate.resolve();
  await until(async () => expect(await lab.lanes()).toEqual([]));
});

test("what would pass a lane or forge a message is refused", async () => {
  await using lab = await openLab();
  await fill(lab, "a0", "a1");
  const { chat } = lab.operator;
  const parked = await chat.getJob(idOf("a1"));
  await expect(parked?.promote()).rejects.toMatchObject({ code: "parked" });
  const forbidden = { code: "refused_on_lanes" };
  await expect(chat.promoteJobs()).rejects.toMatchObject(forbidden);
  await expect(chat.add("answer-message", {})).rejects.toMatchObject(forbidden);
  await expect(chat.add("answer-message", {}, { delay: 5 })).rejects.toMatchObject(forbidden);
  await expect(chat.addBulk([{ name: "answer-message", data: {} }])).rejects.toMatchObject(forbidden);
  await expect(parked?.updateData({ question: "forged" })).rejects.toMatchObject(forbidden);
  await expect(parked?.changeDelay(1)).rejects.toMatchObject(forbidden);
  await expect(parked?.changePriority({ priority: 0 })).rejects.toMatchObject(forbidden);
  expect(await ranOnNewWorker(lab)).toEqual(["a0", "a1"]);
});

test("a pause between attempts may be cut short", async () => {
  await using lab = await openLab();
  await lab.add("ann", "a0");
  const runs: number[] = [];
  await lab.work(async ({ attempt }) => {
    runs.push(attempt);
    if (attempt === 1) throw Object.assign(new Error("later"), { code: "busy", retryAfterMs: 10_000 });
  });
  await until(async () => expect(await lab.operator.chat.getJobState(idOf("a0"))).toBe("delayed"));
  const job = await lab.operator.chat.getJob(idOf("a0"));
  await job?.promote();
  await until(() => expect(runs).toEqual([1, 2]));
});

test("a failed job that is retried re-enters at the tail, and its unpaid debt is forgiven", async () => {
  await using lab = await openLab();
  await fill(lab, "a0");
  const worker = await lab.work(async () => {
    throw new GiveUp("no");
  });
  await until(async () => expect(await lab.operator.chat.getFailedCount()).toBe(1));
  await worker.close({ timeoutMs: 1_000 });
  await fill(lab, "a1", "a2");
  await (await lab.operator.chat.getJob(idOf("a0")))?.retry();
  expect(await lab.redis.hmget(receiptKey("a0"), "failure", "apology")).toEqual([null, null]);
  expect(await lab.redis.zcard(debtsKey(PREFIX))).toBe(0);
  expect(await ranOnNewWorker(lab)).toEqual(["a1", "a2", "a0"]);
});

test.each([
  ["left", 1],
  ["open", 0],
])("a retry keeps what is owed to a card only where no run goes on on it (%s)", async (state, owed) => {
  await using lab = await openLab();
  await fill(lab, "a0");
  const worker = await lab.work(async () => {
    throw new GiveUp("no");
  });
  await until(async () => expect(await lab.operator.chat.getFailedCount()).toBe(1));
  await worker.close({ timeoutMs: 1_000 });
  const card = { outTrackId: "card-1", generation: 0, key: "content", state };
  await lab.redis.hset(receiptKey("a0"), "card", JSON.stringify(card));
  await (await lab.operator.chat.getJob(idOf("a0")))?.retry();
  expect(await lab.redis.hmget(receiptKey("a0"), "failure", "apology")).toEqual([null, null]);
  expect(await lab.redis.zcard(debtsKey(PREFIX))).toBe(owed);
});

test("whom nobody could tell of the first failure is owed words for the second", async () => {
  await using lab = await openLab();
  await fill(lab, "a0");
  await lab.work(async () => {
    throw new GiveUp("openapi_unavailable");
  });
  const debts = (): Promise<number> => lab.redis.zrem(debtsKey(PREFIX), receiptKey("a0"));
  await until(async () => expect(await debts()).toBe(1));
  await lab.redis.hset(receiptKey("a0"), { failure: "webhook_refused", apology: "impossible" });
  await (await lab.operator.chat.getJob(idOf("a0")))?.retry();
  await until(async () => expect(await debts()).toBe(1));
  expect(await lab.redis.hget(receiptKey("a0"), "failure")).toBe("openapi_unavailable");
});

test("retrying all that failed keeps lanes, and passes over what is gone", async () => {
  await using lab = await openLab();
  await fill(lab, "a0", "a1", "a2");
  const worker = await lab.work(async () => {
    throw new GiveUp("no");
  });
  await until(async () => expect(await lab.operator.chat.getFailedCount()).toBe(3));
  await worker.close({ timeoutMs: 1_000 });
  await lab.redis.zadd(`${PREFIX}:chat:failed`, 1, "gone");
  await lab.operator.chat.retryJobs({ count: 2 });
  expect(await lab.operator.chat.getFailedCount()).toBe(0);
  expect(await lab.operator.chat.getJobCounts("waiting", "delayed")).toEqual({ waiting: 1, delayed: 2 });
  // Those that failed within one millisecond may change places.
  expect((await ranOnNewWorker(lab)).sort()).toEqual(["a0", "a1", "a2"]);
});

test("draining what waits lets the next of each lane in", async () => {
  await using lab = await openLab();
  await fill(lab, "a0", "a1", "a2");
  await lab.operator.chat.drain();
  expect(await lab.redis.hget(receiptKey("a0"), "failure")).toBe("removed");
  expect(await ranOnNewWorker(lab)).toEqual(["a1", "a2"]);
});

test("draining all leaves no lane and tells everybody", async () => {
  await using lab = await openLab();
  await fill(lab, "a0", "a1", "a2");
  await lab.operator.chat.drain(true);
  expect(await lab.lanes()).toEqual([]);
  expect(await lab.redis.zcard(debtsKey(PREFIX))).toBe(3);
  expect(await lab.add("ann", "a3")).toMatchObject({ status: "added", ahead: 0 });
});

test("cleaning what waits lets its lane go on", async () => {
  await using lab = await openLab();
  await fill(lab, "a0", "a1", "a2", "a3");
  expect(await lab.operator.chat.clean(0, 10, "wait")).toEqual([idOf("a0")]);
  expect(await lab.operator.chat.clean(0, 10, "prioritized")).toEqual([idOf("a1")]);
  expect(await lab.operator.chat.clean(60_000, 10, "delayed")).toEqual([]);
  expect(await ranOnNewWorker(lab)).toEqual(["a2", "a3"]);
  expect((await lab.operator.chat.clean(0, 1, "completed")).length).toBe(1);
});

test("cleaning what is parked counts its limit", async () => {
  await using lab = await openLab();
  await fill(lab, "a0", "a1", "a2", "a3");
  expect(await lab.operator.chat.clean(0, 2, "delayed")).toHaveLength(2);
  expect(await ranOnNewWorker(lab)).toHaveLength(2);
});

test("obliterating a queue leaves no key of its lanes", async () => {
  await using lab = await openLab();
  await fill(lab, "a0", "a1", "a2");
  await lab.add("bob", "b0");
  await lab.operator.chat.obliterate();
  expect(await lab.lanes()).toEqual([]);
  expect(await lab.redis.keys(`${PREFIX}:chat:*`)).toEqual([]);
});

test("a paused queue takes messages and starts none until it is resumed", async () => {
  await using lab = await openLab();
  await lab.operator.chat.pause();
  await fill(lab, "a0", "a1");
  const ran: string[] = [];
  let waits = 0;
  await using _ = await openMonitor(lab.redis, ({ words: [name] }) => {
    if (name === "bzpopmin") waits += 1;
  });
  await lab.work(async ({ payload }) => void ran.push(payload.msgId));
  // It waits only after a fetch in vain, and once more after the one to which the added messages' marker woke it.
  await until(() => expect(waits).toBeGreaterThanOrEqual(2));
  expect(ran).toEqual([]);
  expect(await lab.operator.chat.getActiveCount()).toBe(0);
  await lab.operator.chat.resume();
  await until(() => expect(ran).toEqual(["a0", "a1"]));
});

test("the gauges tell what waits and why", async () => {
  await using lab = await openLab();
  const read = createLaneGauges({ redis: lab.redis, prefix: PREFIX });
  const empty = { active: 0, waiting: 0, parked: 0, pausing: 0, usersQueued: 0, longestWaitMs: 0 };
  expect(await read("chat")).toEqual(empty);
  await fill(lab, "a0", "a1", "a2");
  await lab.add("bob", "b0");
  await lab.redis.hset(`${PREFIX}:chat:${idOf("a0")}`, "timestamp", Date.now() - 5_000);
  const gauges = await read("chat");
  expect(gauges).toMatchObject({ active: 0, waiting: 2, parked: 2, pausing: 0, usersQueued: 1 });
  expect(gauges.longestWaitMs).toBeGreaterThanOrEqual(5_000);
});

test("a queue knows its workers", async () => {
  await using lab = await openLab();
  expect(await lab.operator.chat.getWorkersCount()).toBe(0);
  await lab.work(async () => undefined);
  await until(async () => expect(await lab.operator.chat.getWorkersCount()).toBe(1));
  expect(await lab.operator.image.getWorkersCount()).toBe(0);
});
