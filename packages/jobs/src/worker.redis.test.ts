import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { GiveUp } from "./give-up.ts";
import { Postpone } from "./postpone.ts";
import { jobIdOf } from "./job-id.ts";
import { debtsKey, jobKey, jobLockKey } from "./keys.ts";
import { PREFIX, silentLog } from "./testing/lab-constants.ts";
import { openLab, receiptKey, type Answer } from "./testing/lab.ts";
import type { JobFailure } from "./worker-options.ts";
import { until } from "./testing/until.ts";

const idOf = (msgId: string): string => jobIdOf("robot", msgId);

test("a task carries what its processor needs", async () => {
  await using lab = await openLab();
  await lab.add("ann", "m1");
  const task = Promise.withResolvers<object>();
  await lab.work(async ({ signal, ...rest }) => {
    const held = await lab.redis.get(rest.lock.key);
    task.resolve({ ...rest, aborted: signal.aborted, held: held === rest.lock.token });
  });
  expect(await task.promise).toMatchObject({
    jobId: idOf("m1"),
    payload: { name: "answer-message", question: { text: "question m1" } },
    attempt: 1,
    isLastAttempt: false,
    receiptKey: receiptKey("m1"),
    serialKey: `${PREFIX}:serial:chat:robot:ann`,
    lock: { key: jobLockKey(PREFIX, "chat", idOf("m1")) },
    aborted: false,
    held: true,
  });
});

test("the last failure is recorded as a debt on the receipt, and the lane goes on", async () => {
  await using lab = await openLab();
  await lab.add("ann", "m1");
  await lab.add("ann", "m2");
  const failures: JobFailure[] = [];
  const ended: string[] = [];
  await lab.work(
    async ({ payload, isLastAttempt, attempt }) => {
      expect(isLastAttempt).toBe(attempt === 3);
      if (payload.msgId === "m1") throw Object.assign(new Error("no answer"), { code: "model_timeout" });
      ended.push(payload.msgId);
    },
    { onFailed: (failure) => void failures.push(failure) },
  );
  await until(() => expect(ended).toEqual(["m2"]));
  const failure = { queue: "chat", jobId: idOf("m1"), receiptKey: receiptKey("m1"), code: "model_timeout" };
  await until(() => expect(failures).toEqual([failure]));
  expect(await lab.redis.hgetall(receiptKey("m1"))).toMatchObject({
    failure: "model_timeout",
    apology: "due",
  });
  const [debt, dueAt] = await lab.redis.zrange(debtsKey(PREFIX), "0", "-1", "WITHSCORES");
  expect([debt, dueAt].flat()[0]).toBe(receiptKey("m1"));
  expect(await lab.redis.zcard(debtsKey(PREFIX))).toBe(1);
  const job = await lab.operator.chat.getJob(idOf("m1"));
  expect(job?.failedReason).toBe("model_timeout: no answer");
  await until(async () => expect(await lab.lanes()).toEqual([]));
});

test("a message that was replied to owes nothing when its job fails", async () => {
  await using lab = await openLab();
  await lab.add("ann", "m1");
  await lab.work(async ({ receiptKey: receipt }) => {
    await lab.redis.hset(receipt, "replied", 1);
    throw new GiveUp("late");
  });
  await until(async () => expect(await lab.operator.chat.getFailedCount()).toBe(1));
  expect(await lab.redis.zcard(debtsKey(PREFIX))).toBe(0);
});

test("GiveUp fails at once", async () => {
  await using lab = await openLab();
  await lab.add("ann", "m1");
  let attempts = 0;
  await lab.work(async () => {
    attempts += 1;
    throw new GiveUp("refused_credentials", { cause: new Error("401") });
  });
  await until(async () => expect(await lab.operator.chat.getFailedCount()).toBe(1));
  expect(attempts).toBe(1);
  expect(await lab.redis.hget(receiptKey("m1"), "failure")).toBe("refused_credentials");
});

test("a payload that does not parse fails once, visibly, and is apologised for", async () => {
  await using lab = await openLab();
  await lab.add("ann", "m1");
  await lab.redis.hset(jobKey(PREFIX, "chat", idOf("m1")), "data", JSON.stringify({ v: 1, name: "sing" }));
  await lab.add("ann", "m2");
  const ended: string[] = [];
  await lab.work(async ({ payload }) => void ended.push(payload.msgId));
  await until(() => expect(ended).toEqual(["m2"]));
  const job = await lab.operator.chat.getJob(idOf("m1"));
  expect(job?.failedReason).toMatch(/^malformed_job: name/);
  expect(job?.attemptsMade).toBe(1);
  expect(await lab.redis.hget(receiptKey("m1"), "apology")).toBe("due");
});

test("neither logs nor the failed job hold what an error of no code says", async () => {
  await using lab = await openLab();
  await lab.add("ann", "m1");
  const lines: string[] = [];
  const write = (fields: object, message: string): void =>
    void lines.push(JSON.stringify({ fields, message }));
  await lab.work(
    async () => {
      throw new SyntaxError('Unexpected token in "my secret question"');
    },
    { log: { debug: write, info: write, warn: write, error: write } },
  );
  await until(async () => expect(await lab.operator.chat.getFailedCount()).toBe(1));
  await until(() => expect(lines).toHaveLength(3));
  const job = await lab.operator.chat.getJob(idOf("m1"));
  expect(job?.failedReason).toBe("unexpected: SyntaxError");
  expect(JSON.stringify([lines, job?.stacktrace])).not.toContain("secret");
  expect(JSON.stringify(job?.stacktrace)).toContain("worker.redis.test.ts");
});

test("a worker runs no more than its concurrency", async () => {
  await using lab = await openLab();
  for (let number = 0; number < 12; number += 1) await lab.add(`user${number}`, `m${number}`);
  let running = 0;
  let most = 0;
  let ended = 0;
  const three = Promise.withResolvers<void>();
  await lab.work(
    async () => {
      running += 1;
      most = Math.max(most, running);
      // However slowly they are fetched: the first two are still there when the third begins.
      if (running === 3) three.resolve();
      await three.promise;
      await new Promise((resolve) => setTimeout(resolve, 10));
      running -= 1;
      ended += 1;
    },
    { concurrency: 3 },
  );
  await until(() => expect(ended).toBe(12));
  expect(most).toBe(3);
});

test("what only has to wait keeps its place and its attempts, however often", async () => {
  await using lab = await openLab();
  for (const msgId of ["a0", "a1"]) await lab.add("ann", msgId);
  await lab.add("bob", "b0");
  const runs: string[] = [];
  const outcomes: string[] = [];
  await lab.work(
    async ({ payload, attempt }) => {
      runs.push(`${payload.msgId}#${attempt}`);
      const tries = runs.filter((run) => run.startsWith("a0")).length;
      if (payload.msgId === "a0" && tries < 6) throw new Postpone("dingtalk_throttled", 20);
    },
    { onAttemptEnd: ({ outcome }) => void outcomes.push(outcome) },
  );
  await until(() => expect(runs).toContain("a1#1"));
  expect(runs.filter((run) => run !== "b0#1")).toEqual([...Array.from({ length: 6 }, () => "a0#1"), "a1#1"]);
  expect(outcomes.filter((outcome) => outcome === "postponed")).toHaveLength(5);
  expect(await lab.redis.zcard(debtsKey(PREFIX))).toBe(0);
  await until(async () => expect(await lab.lanes()).toEqual([]));
});

test("a long run is not taken for dead", async () => {
  await using lab = await openLab();
  for (const msgId of ["a0", "a1"]) await lab.add("ann", msgId);
  const runs: string[] = [];
  const timing = { lockMs: 1_000, stalledCheckMs: 200, runRetryMs: 50, sweepMs: 50 };
  const lines: string[] = [];
  const log = { ...silentLog, warn: (_: object, message: string) => void lines.push(message) };
  const answer: Answer = async ({ payload }) => {
    runs.push(payload.msgId);
    // Six times as long as a lock lives, as ten minutes are some 75 times 8 s. A machine may stall for half a lock.
    if (payload.msgId === "a0") await sleep(6_000);
  };
  await Promise.all([lab.work(answer, { timing, log }), lab.work(answer, { timing, log })]);
  await vi.waitFor(() => expect(runs).toEqual(["a0", "a1"]), { timeout: 20_000 });
  expect(lines).toEqual([]);
});

test("each attempt's end is reported", async () => {
  await using lab = await openLab();
  await lab.add("ann", "m1");
  const ends: string[] = [];
  await lab.work(
    async ({ attempt }) => {
      if (attempt === 1) throw new Error("passes");
    },
    { onAttemptEnd: ({ outcome, jobName }) => void ends.push(`${jobName} ${outcome}`) },
  );
  await until(() => expect(ends).toEqual(["answer-message retrying", "answer-message completed"]));
});
