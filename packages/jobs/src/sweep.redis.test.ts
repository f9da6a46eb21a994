import { openMonitor } from "@dinglane/test-redis";
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
  const reads: string[] = [];
  const end = Promise.withResolvers<void>();
  await using _ = await openMonitor(lab.redis, ({ words, by }) => {
    if (words[1] === WAIT) reads.push(`${words.join(" ")} by ${by}`);
    if (words[0] === "echo") end.resolve();
  });
  expect(await sweepOf(lab)()).toBe(0);
  await lab.redis.echo("end");
  await end.promise;
  expect(reads).toEqual([`lrange ${WAIT} 0 999 by client`, `lrange ${WAIT} 1000 1999 by client`]);
});
