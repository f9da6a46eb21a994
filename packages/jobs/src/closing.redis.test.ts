import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { jobIdOf } from "./job-id.ts";
import { openLab, type Answer } from "./testing/lab.ts";
import { until } from "./testing/until.ts";

test("closing waits for what runs and takes nothing more", async () => {
  await using lab = await openLab();
  for (const user of ["ann", "bob"]) await lab.add(user, user);
  const ended: string[] = [];
  const told = Promise.withResolvers<void>();
  const worker = await lab.work(
    async ({ payload }) => {
      await told.promise;
      await sleep(50);
      ended.push(payload.msgId);
    },
    { concurrency: 1 },
  );
  await until(async () => expect(await lab.operator.chat.getActiveCount()).toBe(1));
  const closed = worker.close({ timeoutMs: 5_000 });
  told.resolve();
  await closed;
  expect(ended).toEqual(["ann"]);
  expect(await lab.operator.chat.getWaitingCount()).toBe(1);
});

for (const heeds of [true, false]) {
  test(`what runs too long is handed back in its place (${heeds ? "heeds" : "ignores"} its signal)`, async () => {
    await using lab = await openLab();
    for (const msgId of ["a0", "a1"]) await lab.add("ann", msgId);
    const reasons: unknown[] = [];
    const first = await lab.work(async ({ signal }) => {
      await new Promise((_, reject) => {
        signal.addEventListener("abort", () => {
          reasons.push(signal.reason);
          if (heeds) reject(new Error("aborted"));
        });
      });
    });
    await until(async () => expect(await lab.operator.chat.getActiveCount()).toBe(1));
    // A tenth of it is for handing back.
    await first.close({ timeoutMs: 4_000 });
    expect(reasons).toMatchObject([{ code: "handed_back" }]);
    expect(await lab.operator.chat.getJobState(jobIdOf("robot", "a0"))).toBe("waiting");

    const runs: string[] = [];
    await lab.work(async ({ payload, attempt }) => void runs.push(`${payload.msgId}#${attempt}`));
    await until(() => expect(runs).toEqual(["a0#1", "a1#1"]));
    await until(async () => expect(await lab.lanes()).toEqual([]));
  });
}

test("a post that is under way when the worker is told to stop ends there, and is not made again", async () => {
  await using lab = await openLab();
  await lab.add("ann", "a0");
  const posts: string[] = [];
  const post: Answer = async ({ payload, signal }) => {
    posts.push(payload.msgId);
    if (posts.length > 1) return;
    // At the worst it has just begun.
    await once(signal, "abort");
    await sleep(1_500);
  };
  const first = await lab.work(post);
  await until(() => expect(posts).toEqual(["a0"]));
  const closed = first.close({ timeoutMs: 5_000 });
  const second = await lab.work(post);
  await closed;
  expect(await lab.operator.chat.getJobState(jobIdOf("robot", "a0"))).toBe("completed");
  await second.close({ timeoutMs: 1_000 });
  expect(posts).toEqual(["a0"]);
});

test("what ends by itself after the signal is finished, not repeated", async () => {
  await using lab = await openLab();
  await lab.add("ann", "a0");
  const worker = await lab.work(async ({ signal }) => {
    // A reply that is being sent is not cut off by the signal.
    await once(signal, "abort");
    return "sent";
  });
  await until(async () => expect(await lab.operator.chat.getActiveCount()).toBe(1));
  await worker.close({ timeoutMs: 4_000 });
  expect(await lab.operator.chat.getJobState(jobIdOf("robot", "a0"))).toBe("completed");
});
