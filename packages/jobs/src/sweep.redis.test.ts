import { expect, test } from "vitest";
import { laneKeysOf } from "./lanes/lane-keys.ts";
import { loadLaneScripts } from "./lanes/load-lane-scripts.ts";
import { createSweep } from "./lanes/sweep-lanes.ts";
import { PREFIX } from "./testing/lab-constants.ts";
import { openLab, type Lab } from "./testing/lab.ts";

const WAIT = `${PREFIX}:chat:wait`;

const sweepOf = (lab: Lab): (() => Promise<number>) =>
  createSweep(lab.redis, loadLaneScripts(), laneKeysOf(PREFIX, "chat"));

async function addLone(lab: Lab, count: number): Promise<void> {
  const users = Array.from({ length: count }, (_, number) => `user${number}`);
  await Promise.all(users.map((user) => lab.add(user, user)));
}

test("a turn brings back all lone messages among its keys, however many there are", async () => {
  await using lab = await openLab();
  await addLone(lab, 1_500);
  const before = await lab.redis.lrange(WAIT, 0, -1);
  await lab.redis.del(WAIT);
  expect(await sweepOf(lab)()).toBe(1_500);
  expect(new Set(await lab.redis.lrange(WAIT, 0, -1))).toEqual(new Set(before));
  expect(await sweepOf(lab)()).toBe(0);
  expect(await lab.redis.llen(WAIT)).toBe(1_500);
});

test("however many lanes a sweep looks at, it reads all that waits once, and outside of scripts", async () => {
  await using lab = await openLab();
  await addLone(lab, 1_500);
  const monitor = await lab.redis.monitor();
  const database = String(lab.redis.options.db);
  const reads: string[] = [];
  const end = Promise.withResolvers<void>();
  monitor.on("monitor", (_time: string, args: string[], source: string, db: string) => {
    if (db !== database) return;
    if (args[1] === WAIT)
      reads.push(`${args.join(" ").toLowerCase()} by ${source === "lua" ? "script" : "sweep"}`);
    if (args[0] === "echo") end.resolve();
  });
  expect(await sweepOf(lab)()).toBe(0);
  await lab.redis.echo("end");
  await end.promise;
  monitor.disconnect();
  expect(reads).toEqual(
    [`lrange ${WAIT} 0 999 by sweep`, `lrange ${WAIT} 1000 1999 by sweep`].map((read) => read.toLowerCase()),
  );
});
