import { setTimeout as sleep } from "node:timers/promises";
import { openMonitor } from "@dinglane/test-redis";
import { expect, test, vi } from "vitest";
import { jobIdOf } from "./job-id.ts";
import { jobKey, jobLockKey } from "./keys.ts";
import { PREFIX } from "./testing/lab-constants.ts";
import { Postpone } from "./postpone.ts";
import { openLab, receiptKey, type Lab } from "./testing/lab.ts";
import type { AttemptEnd } from "./worker-options.ts";
import { until } from "./testing/until.ts";

const idOf = (msgId: string): string => jobIdOf("robot", msgId);
const lockOf = (msgId: string): string => jobLockKey(PREFIX, "chat", idOf(msgId));

test("who loses the lock is aborted, changes nothing, and the job runs again in its place", async () => {
  await using lab = await openLab();
  await lab.add("ann", "a0");
  await lab.add("ann", "a1");
  const runs: string[] = [];
  const ends: AttemptEnd["outcome"][] = [];
  let reason: unknown;
  await lab.work(
    async ({ payload, attempt, signal }) => {
      runs.push(`${payload.msgId}#${attempt}`);
      if (runs.length > 1) return;
      await lab.redis.set(lockOf("a0"), "somebody else", "PX", 300);
      await new Promise<void>((resolve) => {
        signal.addEventListener("abort", () => resolve());
      });
      reason = signal.reason;
    },
    { onAttemptEnd: ({ outcome }) => void ends.push(outcome) },
  );
  await vi.waitFor(() => expect(runs).toEqual(["a0#1", "a0#1", "a1#1"]), { timeout: 10_000 });
  expect(reason).toMatchObject({ code: "lock_lost" });
  await until(() => expect(ends).toEqual(["lock-lost", "completed", "completed"]));
  await until(async () => expect(await lab.lanes()).toEqual([]));
});

test("a job whose process dies too often fails, with its debt, and the lane goes on", async () => {
  await using lab = await openLab();
  await lab.add("ann", "a0");
  await lab.add("ann", "a1");
  // As BullMQ's check leaves a job that has stalled once too often.
  await lab.redis.hset(jobKey(PREFIX, "chat", idOf("a0")), "defa", "job stalled more than allowable limit");
  const ran: string[] = [];
  const failed: string[] = [];
  await lab.work(async ({ payload }) => void ran.push(payload.msgId), {
    onFailed: ({ code, receiptKey: receipt }) => void failed.push(`${code} ${receipt}`),
  });
  await until(() => expect(ran).toEqual(["a1"]));
  await until(() => expect(failed).toEqual([`stalled ${receiptKey("a0")}`]));
  expect(await lab.redis.hgetall(receiptKey("a0"))).toMatchObject({ failure: "stalled", apology: "due" });
});

test.each([
  [2, ["a0", "a1"], null],
  [3, ["a1"], "stalled"],
])("after %i deaths of its process one more leaves a job: %j run", async (deaths, runs, failure) => {
  await using lab = await openLab();
  await lab.add("ann", "a0");
  await lab.add("ann", "a1");
  // As a killed process leaves it, once the check has seen it without a lock.
  await lab.redis.rpoplpush(`${PREFIX}:chat:wait`, `${PREFIX}:chat:active`);
  await lab.redis.sadd(`${PREFIX}:chat:stalled`, idOf("a0"));
  await lab.redis.hset(jobKey(PREFIX, "chat", idOf("a0")), "stc", deaths);
  const ran: string[] = [];
  await lab.work(async ({ payload }) => void ran.push(payload.msgId));
  await until(() => expect(ran).toEqual(runs));
  expect(await lab.redis.hget(receiptKey("a0"), "failure")).toBe(failure);
});

test("the sweep frees a lane whose head was deleted by hand", async () => {
  await using lab = await openLab();
  for (const msgId of ["a0", "a1", "a2"]) await lab.add("ann", msgId);
  await lab.redis.del(jobKey(PREFIX, "chat", idOf("a0")));
  await lab.redis.lrem(`${PREFIX}:chat:wait`, 0, idOf("a0"));
  const ran: string[] = [];
  await lab.work(async ({ payload }) => void ran.push(payload.msgId), { timing: { sweepMs: 50 } });
  await until(() => expect(ran).toEqual(["a1", "a2"]));
  await until(async () => expect(await lab.lanes()).toEqual([]));
});

test.each(["wait", "prioritized"])("the sweep brings back a head that dropped out of %s", async (state) => {
  await using lab = await openLab();
  for (const msgId of ["a0", "a1", "a2"]) await lab.add("ann", msgId);
  if (state === "prioritized") await lab.operator.chat.remove(idOf("a0"));
  await lab.redis.lrem(`${PREFIX}:chat:wait`, 0, idOf("a0"));
  await lab.redis.zrem(`${PREFIX}:chat:prioritized`, idOf("a1"));
  const ran: string[] = [];
  await lab.work(async ({ payload }) => void ran.push(payload.msgId), { timing: { sweepMs: 50 } });
  const all = state === "wait" ? ["a0", "a1", "a2"] : ["a1", "a2"];
  await until(() => expect(ran).toEqual(all));
  await until(async () => expect(await lab.lanes()).toEqual([]));
});

test("a lone message that dropped out of wait is found among 50 000 keys, though its person is silent", async () => {
  await using lab = await openLab();
  for (let first = 0; first < 50_000; first += 10_000) {
    const others = Array.from({ length: 10_000 }, (_, number) => [receiptKey(`other${first + number}`), "1"]);
    await lab.redis.mset(others.flat());
  }
  await lab.add("ann", "a0");
  await lab.redis.lrem(`${PREFIX}:chat:wait`, 0, idOf("a0"));
  const ran: string[] = [];
  await lab.work(async ({ payload }) => void ran.push(payload.msgId), { timing: { sweepMs: 20 } });
  await vi.waitFor(() => expect(ran).toEqual(["a0"]), { timeout: 10_000 });
  await until(async () => expect(await lab.lanes()).toEqual([]));
});

test("a lone message that dropped out of its pause between two attempts is found", async () => {
  await using lab = await openLab();
  const runs: string[] = [];
  await lab.work(
    async ({ payload, attempt }) => {
      runs.push(`${payload.msgId}#${attempt}`);
      if (attempt === 1) throw Object.assign(new Error("busy"), { code: "busy", retryAfterMs: 3_600_000 });
    },
    { timing: { sweepMs: 20 } },
  );
  await lab.add("ann", "a0");
  await until(async () => expect(await lab.redis.zrem(`${PREFIX}:chat:delayed`, idOf("a0"))).toBe(1));
  await vi.waitFor(() => expect(runs).toEqual(["a0#1", "a0#2"]), { timeout: 10_000 });
});

test("a lone lane whose head is no more is swept away", async () => {
  await using lab = await openLab();
  await lab.add("ann", "a0");
  await lab.redis.del(jobKey(PREFIX, "chat", idOf("a0")));
  await lab.redis.lrem(`${PREFIX}:chat:wait`, 0, idOf("a0"));
  expect(await lab.lanes()).toHaveLength(1);
  await lab.work(async () => undefined, { timing: { sweepMs: 20 } });
  await until(async () => expect(await lab.lanes()).toEqual([]));
});

test("what dropped out of active while its worker runs it is not run beside it", async () => {
  await using lab = await openLab();
  await lab.add("ann", "a0");
  await lab.add("ann", "a1");
  const runs: string[] = [];
  const sweeps: string[] = [];
  const gate = Promise.withResolvers<void>();
  await lab.work(
    async ({ payload }) => {
      runs.push(payload.msgId);
      if (runs.length === 1) await gate.promise;
    },
    { timing: { sweepMs: 20, lockMs: 1_000, stalledCheckMs: 300 } },
  );
  await until(() => expect(runs).toEqual(["a0"]));
  await using _ = await openMonitor(lab.redis, ({ words: [name = ""] }) => {
    if (name === "scan") sweeps.push(name);
  });
  await lab.redis.lrem(`${PREFIX}:chat:active`, 0, idOf("a0"));
  await until(() => expect(sweeps.length).toBeGreaterThan(5));
  expect(runs).toEqual(["a0"]);
  gate.resolve();
  // Its end found it nowhere, so it runs once more, in its place: then the ledger knows that it was answered.
  await vi.waitFor(() => expect(runs).toEqual(["a0", "a0", "a1"]), { timeout: 10_000 });
  await until(async () => expect(await lab.lanes()).toEqual([]));
});

test("the sweep leaves alone what waits, runs and pauses", async () => {
  await using lab = await openLab();
  const runs: string[] = [];
  for (const user of ["ann", "bob", "eve"]) {
    for (const number of [0, 1]) await lab.add(user, `${user}${number}`);
  }
  await lab.work(
    async ({ payload, attempt }) => {
      runs.push(`${payload.msgId}#${attempt}`);
      if (payload.msgId === "ann0" && attempt === 1) {
        throw Object.assign(new Error("busy"), { code: "busy", retryAfterMs: 300 });
      }
      await sleep(200);
    },
    { concurrency: 2, timing: { sweepMs: 10 } },
  );
  await until(() => expect(runs).toHaveLength(7));
  expect(new Set(runs).size).toBe(7);
  await until(async () => expect(await lab.lanes()).toEqual([]));
});

test("finished jobs go when they are too old or too many", async () => {
  await using lab = await openLab();
  await lab.add("ann", "old");
  const worker = await lab.work(async () => undefined, { timing: { sweepMs: 20 } });
  const completed = `${PREFIX}:chat:completed`;
  await until(async () => expect(await lab.redis.zcard(completed)).toBe(1));
  await lab.redis.zadd(completed, "XX", Date.now() - 3_700_000, idOf("old"));
  await until(async () => expect(await lab.redis.zcard(completed)).toBe(0));
  expect(await lab.redis.exists(jobKey(PREFIX, "chat", idOf("old")))).toBe(0);

  const many = Array.from({ length: 5_100 }, (_, number) => [Date.now() - 10_000 + number, `m${number}`]);
  await lab.redis.zadd(completed, ...many.flat());
  await lab.add("ann", "one more");
  await until(async () => expect(await lab.redis.zcard(completed)).toBe(5_001));
  expect(await lab.redis.zrange(completed, "0", "0")).toEqual(["m100"]);
  await worker.close({ timeoutMs: 1_000 });
});

test("parked jobs that were deleted by hand are passed over", async () => {
  await using lab = await openLab();
  for (const msgId of ["a0", "a1", "a2", "a3"]) await lab.add("ann", msgId);
  await lab.redis.del(jobKey(PREFIX, "chat", idOf("a1")));
  await lab.redis.zrem(`${PREFIX}:chat:delayed`, idOf("a2"));
  await lab.redis.del(jobKey(PREFIX, "chat", idOf("a2")));
  const ran: string[] = [];
  await lab.work(async ({ payload }) => void ran.push(payload.msgId));
  await until(() => expect(ran).toEqual(["a0", "a3"]));
  await until(async () => expect(await lab.lanes()).toEqual([]));
});

test("a lane full of what is no more turns nobody away", async () => {
  await using lab = await openLab({ laneLimit: 0 });
  await lab.add("ann", "a0");
  expect(await lab.add("ann", "a1")).toMatchObject({ status: "refused" });
  await lab.redis.del(jobKey(PREFIX, "chat", idOf("a0")));
  expect(await lab.add("ann", "a2")).toMatchObject({ status: "added", ahead: 0 });
});

test("a refusal looks for what is no more, and not through all that waits", async () => {
  await using lab = await openLab({ laneLimit: 0 });
  await lab.add("ann", "a0");
  await lab.redis.lrem(`${PREFIX}:chat:wait`, 0, idOf("a0"));
  expect(await lab.add("ann", "a1")).toMatchObject({ status: "refused" });
  // That is the sweep's to find.
  expect(await lab.redis.llen(`${PREFIX}:chat:wait`)).toBe(0);
});

test("the sweep forgets a backlog of which nobody is left", async () => {
  await using lab = await openLab();
  await lab.redis.zadd(`${PREFIX}:lanes:backlog:chat`, 1, `${PREFIX}:lane:chat:robot:ann`);
  await lab.work(async () => undefined, { timing: { sweepMs: 20 } });
  await until(async () => expect(await lab.lanes()).toEqual([]));
});

/** Two lanes with a backlog each, and two quiet people behind them, on a worker that runs one job at a time. */
async function passing(lab: Lab, endOfB0: () => Promise<void>): Promise<string[]> {
  const order: string[] = [];
  const gates = new Map(["a0", "b0"].map((msgId) => [msgId, Promise.withResolvers<void>()]));
  for (const msgId of ["a0", "a1"]) await lab.add("ann", msgId);
  for (const msgId of ["b0", "b1"]) await lab.add("bob", msgId);
  await lab.work(
    async ({ payload }) => {
      order.push(payload.msgId);
      await gates.get(payload.msgId)?.promise;
      if (payload.msgId === "b0" && order.filter((msgId) => msgId === "b0").length === 1) await endOfB0();
    },
    { concurrency: 1 },
  );
  await until(() => expect(order).toEqual(["a0"]));
  await lab.add("eve", "e0");
  await lab.add("joe", "j0");
  // a1 becomes runnable when a0 ends, and is passed by b0.
  gates.get("a0")?.resolve();
  await until(() => expect(order).toEqual(["a0", "b0"]));
  // Among the admitted backlog, the score tells when a message arrived.
  await lab.redis.zadd(`${PREFIX}:chat:prioritized`, "XX", Date.now() - 31_000, idOf("a1"));
  gates.get("b0")?.resolve();
  return order;
}

test("fresh messages pass backlog, but not what has waited 30 s", async () => {
  await using lab = await openLab();
  const order = await passing(lab, async () => undefined);
  await until(() => expect(order).toEqual(["a0", "b0", "a1", "e0", "j0", "b1"]));
});

test.each([
  ["fails and is tried again", () => Promise.reject(Object.assign(new Error(), { retryAfterMs: 3_000 }))],
  ["only has to wait", () => Promise.reject(new Postpone("dingtalk_busy", 3_000))],
])("what has waited 30 s is not passed either when the job before it %s", async (_, end) => {
  await using lab = await openLab();
  const order = await passing(lab, end);
  await until(() => expect(order).toEqual(["a0", "b0", "a1", "e0", "j0", "b0", "b1"]));
});
