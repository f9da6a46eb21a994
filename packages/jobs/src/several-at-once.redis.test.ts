import { expect, test } from "vitest";
import { jobIdOf } from "./job-id.ts";
import { openLab, type Lab } from "./testing/lab.ts";
import { until } from "./testing/until.ts";

/** A worker whose runs end when they are told to. */
async function openHeldWorker(lab: Lab, concurrency: number) {
  const started: string[] = [];
  const ends = new Map<string, () => void>();
  await lab.work(
    async ({ payload: { msgId } }) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      ends.set(msgId, resolve);
      started.push(msgId);
      await promise;
    },
    { concurrency },
  );
  return {
    started,
    /** Ends one run; the place goes to whom it is due, who is named. */
    async endFor(msgId: string, next: string): Promise<void> {
      ends.get(msgId)?.();
      await until(() => expect(started.at(-1)).toBe(next));
    },
    endAll: () => ends.forEach((end) => end()),
  };
}

/** a0 and a1 have ended, a2 is of the backlog, and b0 and e0, which passed it, hold the worker's two places. */
async function letOneWaitAmongOthers(lab: Lab): ReturnType<typeof openHeldWorker> {
  const worker = await openHeldWorker(lab, 2);
  for (const msgId of ["a0", "a1"]) await lab.add("ann", msgId);
  await until(() => expect(worker.started).toEqual(["a0", "a1"]));
  await lab.add("ann", "a2");
  await lab.add("bob", "b0");
  await worker.endFor("a0", "b0");
  await lab.add("eve", "e0");
  await worker.endFor("a1", "e0");
  return worker;
}

test("with two at once, nobody passes a message of theirs that waits among others", async () => {
  await using lab = await openLab({ userConcurrency: 2 });
  const worker = await letOneWaitAmongOthers(lab);
  // a2 is of the backlog, which fresh messages pass; a3 is fresh, but not before a2.
  await lab.add("ann", "a3");
  await worker.endFor("b0", "a2");
  await worker.endFor("e0", "a3");
  worker.endAll();
});

test("with two at once, nor does one that an operator runs again", async () => {
  await using lab = await openLab({ userConcurrency: 2 });
  const worker = await letOneWaitAmongOthers(lab);
  const job = await lab.operator.chat.getJob(jobIdOf("robot", "a0"));
  await job?.retry("completed");
  await worker.endFor("b0", "a2");
  await worker.endFor("e0", "a0");
  worker.endAll();
});

test("when more are allowed at once, those who wait come before who writes now", async () => {
  await using lab = await openLab({ userConcurrency: 1 });
  const worker = await openHeldWorker(lab, 10);
  for (const msgId of ["a0", "a1", "a2"]) await lab.add("ann", msgId);
  await until(() => expect(worker.started).toEqual(["a0"]));
  await lab.set({ userConcurrency: 5 });
  await lab.add("ann", "a3");
  await until(() => expect(worker.started).toEqual(["a0", "a1", "a2", "a3"]));
  worker.endAll();
});

test("messages of one moment, or of clocks that disagree, begin in the order of their lane", async () => {
  await using lab = await openLab({ userConcurrency: 1 });
  const now = Date.now();
  const arrivals = [now, now, now, now, now, now - 500, now - 400];
  for (const [index, receivedAtMs] of arrivals.entries()) await lab.add("ann", `a${index}`, { receivedAtMs });
  await lab.set({ userConcurrency: 10 });
  const worker = await openHeldWorker(lab, 10);
  await until(() => expect(worker.started).toHaveLength(1));
  await lab.add("ann", "a7");
  await until(() => expect(worker.started).toHaveLength(8));
  expect(worker.started).toEqual(["a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7"]);
  worker.endAll();
});
