import { openMonitor } from "@dinglane/test-redis";
import { expect, test, vi } from "vitest";
import { jobIdOf } from "./job-id.ts";
import { createLaneBackend } from "./lanes/lane-backend-factory.ts";
import { loadLaneScripts } from "./lanes/load-lane-scripts.ts";
import { Postpone } from "./postpone.ts";
import { LaneWorker } from "./running/lane-worker.ts";
import { PREFIX } from "./testing/lab-constants.ts";
import { openLab } from "./testing/lab.ts";
import { until } from "./testing/until.ts";

/** A worker that nobody has woken looks all the same after BullMQ's drainDelay. */
const LOOK_MS = 5_000;
const TAKE = loadLaneScripts().take.sha1;

test("each message wakes one idle worker of three, which asks once", async () => {
  await using lab = await openLab();
  const asked = { takes: 0, waits: 0 };
  await using _ = await openMonitor(lab.redis, ({ words: [name, sha1], by }) => {
    if (by === "client" && sha1 === TAKE) asked.takes += 1;
    if (name === "bzpopmin") asked.waits += 1;
  });
  const ran: string[] = [];
  for (let worker = 0; worker < 3; worker += 1)
    await lab.work(async ({ payload }) => void ran.push(payload.msgId));
  await until(() => expect(asked.waits).toBe(3));
  const before = { ...asked };
  const startedAt = performance.now();
  for (let number = 1; number <= 20; number += 1) {
    await lab.add("ann", `a${number}`);
    await until(() => expect(ran).toHaveLength(number));
    await until(async () => expect(await lab.lanes()).toEqual([]));
    // Whoever took it waits again.
    await until(() => expect(asked.waits).toBeGreaterThanOrEqual(before.waits + number));
  }
  const looks = 3 * Math.ceil((performance.now() - startedAt) / LOOK_MS);
  expect(asked.takes - before.takes).toBeLessThanOrEqual(20 + looks);
  expect(asked.waits - before.waits).toBeLessThanOrEqual(20 + looks);
});

test("who writes while the last message is being answered is answered beside it", async () => {
  await using lab = await openLab();
  const hold = Promise.withResolvers<void>();
  const ran: string[] = [];
  await lab.work(async ({ payload }) => {
    ran.push(payload.msgId);
    if (payload.msgId === "a0") await hold.promise;
  });
  await lab.add("ann", "a0");
  await until(() => expect(ran).toEqual(["a0"]));
  for (const user of ["bob", "eve", "joe"]) {
    await lab.add(user, user);
    await vi.waitFor(() => expect(ran).toContain(user), { timeout: LOOK_MS - 1_000, interval: 10 });
  }
  hold.resolve();
});

test("who was woken looks, whatever an earlier take knew", async () => {
  await using lab = await openLab();
  const connection = lab.connect({ maxRetriesPerRequest: null });
  const worker = new LaneWorker("chat", null, { connection, autorun: false }, (_name, opts) =>
    createLaneBackend({ redis: connection, prefix: PREFIX, scripts: loadLaneScripts() }, "chat", {
      opts,
      blocks: true,
      lockMs: 30_000,
    }),
  );
  try {
    await worker.waitUntilReady();
    const backend = worker.getBackend();
    const takes = async (): Promise<unknown> => (await backend.moveToActive("token"))[1];
    await lab.add("ann", "a0");
    expect(await takes()).toBe(jobIdOf("robot", "a0"));
    // BullMQ's worker may have gone to wait before it asks again.
    await lab.add("bob", "b0");
    await backend.waitForJob(1);
    expect(await takes()).toBe(jobIdOf("robot", "b0"));
  } finally {
    await worker.close(true);
  }
});

test("a pause ends in its time, though others' messages were taken in between", async () => {
  await using lab = await openLab();
  const pauseMs = 1_000;
  const runs: string[] = [];
  const at = new Map<string, number>();
  await lab.work(async ({ payload }) => {
    runs.push(payload.msgId);
    at.set(`${payload.msgId}#${runs.filter((msgId) => msgId === payload.msgId).length}`, Date.now());
    if (payload.msgId === "a0" && !at.has("a0#2")) throw new Postpone("dingtalk_throttled", pauseMs);
  });
  await lab.add("ann", "a0");
  await until(() => expect(runs).toEqual(["a0"]));
  await lab.add("bob", "b0");
  await until(() => expect(runs).toEqual(["a0", "b0", "a0"]));
  const pausedMs = (at.get("a0#2") ?? 0) - (at.get("a0#1") ?? 0);
  expect(pausedMs).toBeGreaterThanOrEqual(pauseMs);
  expect(pausedMs).toBeLessThan(LOOK_MS - 1_000);
});
