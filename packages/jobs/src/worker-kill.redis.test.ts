import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test, vi } from "vitest";
import { openLab } from "./testing/lab.ts";

const script = fileURLToPath(new URL("testing/worker-process.ts", import.meta.url));
const users = Array.from({ length: 10 }, (_, index) => `user${index}`);
const perUser = 20;

test("kill -9 of worker processes: every job runs, in order, none is lost", { timeout: 60_000 }, async () => {
  await using lab = await openLab();
  const children = new Set<ChildProcess>();
  const spawnWorker = (): ChildProcess => {
    const child = spawn(process.execPath, [script, lab.url, "40"], {
      stdio: ["ignore", "inherit", "inherit"],
    });
    children.add(child);
    return child;
  };
  const kill = async (child: ChildProcess): Promise<void> => {
    children.delete(child);
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  try {
    const first = spawnWorker();
    const second = spawnWorker();
    for (let number = 0; number < perUser; number += 1) {
      await Promise.all(users.map((user) => lab.add(user, `${user}-${number}`)));
    }
    const startedAtLeast = (count: number): Promise<void> =>
      vi.waitFor(async () => expect(await lab.redis.llen("started")).toBeGreaterThanOrEqual(count), {
        timeout: 20_000,
      });
    await startedAtLeast(15);
    await kill(first);
    const third = spawnWorker();
    await startedAtLeast(60);
    await kill(second);
    spawnWorker();
    await startedAtLeast(110);
    await kill(third);
    await vi.waitFor(
      async () => {
        const counts = await lab.operator.chat.getJobCounts();
        expect(counts["completed"]).toBe(users.length * perUser);
      },
      { timeout: 40_000, interval: 100 },
    );
    for (const user of users) {
      const ended = await lab.redis.lrange(`ended:${user}`, 0, -1);
      // A process may die between its last step and BullMQ's: then the step is repeated, and nothing else moves.
      const distinct = ended.filter((msgId, index) => msgId !== ended[index - 1]);
      expect(distinct).toEqual(Array.from({ length: perUser }, (_, number) => `${user}-${number}`));
    }
    expect(await lab.lanes()).toEqual([]);
  } finally {
    await Promise.all([...children].map(kill));
  }
});
