import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { eraseJobs } from "./erase-jobs.ts";
import { jobIdOf } from "./job-id.ts";
import { PREFIX } from "./testing/lab-constants.ts";
import { newJob, openLab, question, receiptKey, type Answer, type Lab } from "./testing/lab.ts";
import { until } from "./testing/until.ts";

const erase = (lab: Lab, userId: string, patienceMs = 10_000) =>
  eraseJobs(
    { redis: lab.redis, prefix: PREFIX, sleep: (ms) => sleep(ms) },
    { userId, except: { robotKey: "robot", msgId: "asking" }, nowMs: Date.now(), patienceMs },
  );
const exists = (lab: Lab, msgId: string): Promise<number> =>
  lab.redis.exists(`${PREFIX}:chat:${jobIdOf("robot", msgId)}`);

const answer: Answer = async ({ payload, signal }) => {
  if (payload.msgId !== "runs") return "done";
  await once(signal, "abort");
  throw signal.reason;
};

test("jobs that wait, run or are done go, on every queue; everybody else's and the one that asks stay", async () => {
  await using lab = await openLab();
  await lab.add("ann", "done");
  await lab.work(answer, { concurrency: 5 });
  await until(async () => expect(await lab.operator.chat.getCompletedCount()).toBe(1));
  await lab.add("ann", "runs");
  await lab.add("ann", "waits");
  await lab.add("bob", "bobs");
  await lab.producer.add({ ...newJob(question("ann", "drawn")), queue: "image" });
  await lab.add("ann", "asking");
  await until(async () => expect(await lab.operator.chat.getActiveCount()).toBe(1));

  const erased = await erase(lab, "ann");
  expect(erased).toMatchObject({ removed: 4, left: 0 });
  expect(erased.stopped).toBeGreaterThanOrEqual(3);
  expect(erased.messages.map(({ msgId }) => msgId).toSorted((a, b) => a.localeCompare(b))).toEqual([
    "done",
    "drawn",
    "runs",
    "waits",
  ]);
  for (const msgId of ["done", "runs", "waits"]) expect(await exists(lab, msgId)).toBe(0);
  for (const msgId of ["bobs", "asking"]) expect(await exists(lab, msgId)).toBe(1);
  expect(await lab.redis.hget(receiptKey("runs"), "stopped")).toMatch(/^\d+$/);
  expect(await lab.redis.zcard(`${PREFIX}:debts`)).toBe(0);
  // The lane is whole: what comes next is answered.
  await lab.add("ann", "later");
  await until(async () => {
    const id = jobIdOf("robot", "later");
    expect(await lab.operator.chat.getJobState(id)).toBe("completed");
  });
});

test("what does not end is told of, not removed under its worker", async () => {
  await using lab = await openLab();
  const end = Promise.withResolvers<void>();
  await lab.work(async () => end.promise);
  await lab.add("ann", "stubborn");
  await until(async () => expect(await lab.operator.chat.getActiveCount()).toBe(1));
  expect(await erase(lab, "ann", 300)).toMatchObject({ removed: 0, left: 1, stopped: 1 });
  expect(await exists(lab, "stubborn")).toBe(1);
  end.resolve();
  await until(async () => expect(await lab.operator.chat.getActiveCount()).toBe(0));
  expect(await erase(lab, "ann")).toMatchObject({ removed: 1, left: 0 });
});
