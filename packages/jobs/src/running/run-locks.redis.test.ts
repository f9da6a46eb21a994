import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { jobIdOf } from "../job-id.ts";
import { jobLockKey } from "../keys.ts";
import type { Task } from "../task.ts";
import type { AttemptEnd } from "../worker-options.ts";
import { PREFIX } from "../testing/lab-constants.ts";
import { openLab, receiptKey } from "../testing/lab.ts";
import { until } from "../testing/until.ts";

/** The one worker of these tests gets its own job again, as one does that was frozen while no other had room. */
async function openLoneWorker(timing: { lockMs: number; stalledCheckMs: number }) {
  const lab = await openLab();
  const runs: { task: Pick<Task, "signal" | "lock">; end: () => void }[] = [];
  const ends: AttemptEnd["outcome"][] = [];
  await lab.work(
    async ({ signal, lock }) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      runs.push({ task: { signal, lock }, end: resolve });
      await promise;
    },
    { onAttemptEnd: ({ outcome }) => void ends.push(outcome), timing: { sweepMs: 60_000, ...timing } },
  );
  return { lab, runs, ends };
}

const lockKey = (msgId: string): string => jobLockKey(PREFIX, "chat", jobIdOf("robot", msgId));

test("a run that lost its lock leaves the job's next run in the same process alone", async () => {
  const lockMs = 1_000;
  const { lab, runs, ends } = await openLoneWorker({ lockMs, stalledCheckMs: 200 });
  await using _ = lab;
  await lab.add("ann", "a0");
  await until(() => expect(runs).toHaveLength(1));
  await lab.redis.del(lockKey("a0"));
  await until(() => expect(runs).toHaveLength(2));
  // It heeds its signal late, when the second run has begun.
  runs[0]?.end();
  await until(() => expect(ends).toEqual(["lock-lost"]));

  // Were it not renewed any more, the lock would be gone within its time, and the job taken away soon after.
  const holders = new Set<string | null>();
  const endsAt = Date.now() + 3 * lockMs;
  while (Date.now() < endsAt) {
    holders.add(await lab.redis.get(lockKey("a0")));
    await sleep(20);
  }
  expect([...holders]).toEqual([runs[1]?.task.lock.token]);
  expect(runs[1]?.task.signal.aborted).toBe(false);

  await lab.producer.stop({
    lane: "robot:ann",
    receipt: { key: receiptKey("stop"), fields: {}, ttlSeconds: 600 },
    nowMs: Date.now(),
  });
  await until(() => expect(runs[1]?.task.signal.reason).toMatchObject({ code: "stopped" }));
  runs[1]?.end();
  await until(() => expect(ends).toHaveLength(2));
  expect(runs).toHaveLength(2);
});

test("the first run hears of it when the second begins, though its lock was not to be renewed for long", async () => {
  const { lab, runs, ends } = await openLoneWorker({ lockMs: 60_000, stalledCheckMs: 200 });
  await using _ = lab;
  await lab.add("ann", "a0");
  await until(() => expect(runs).toHaveLength(1));
  const [first] = runs;
  if (first === undefined) throw new Error("no run");
  const aborted = once(first.task.signal, "abort");
  await lab.redis.del(lockKey("a0"));
  await aborted;
  expect(first.task.signal.reason).toMatchObject({ code: "lock_lost" });
  await until(() => expect(runs).toHaveLength(2));
  expect(runs[1]?.task.signal.aborted).toBe(false);
  for (const { end } of runs) end();
  await until(() => expect(ends.toSorted()).toEqual(["completed", "lock-lost"]));
});
