import { describe, expect, test, vi } from "vitest";
import type { Lab } from "./lab.ts";
import { createRecorder } from "./recorder.ts";
import { until } from "./until.ts";

/**
 * What every implementation of lanes owes, seen from outside: through the producer, the worker and the operator's
 * queues. Whoever replaces the backend runs this over the new one.
 */
export function describeLanes(
  name: string,
  open: (settings?: Parameters<Lab["set"]>[0]) => Promise<Lab>,
): void {
  describe(name, () => {
    test("20 users × 8 on two workers: each user's messages in order, one at a time", async () => {
      await using lab = await open();
      const users = Array.from({ length: 20 }, (_, index) => `user${index}`);
      const seen = createRecorder();
      await Promise.all([lab.work(seen.taking(5)), lab.work(seen.taking(5))]);
      for (let number = 0; number < 8; number += 1) {
        await Promise.all(users.map((user) => lab.add(user, `${user}-${number}`)));
      }
      await vi.waitFor(() => expect(seen.ended).toHaveLength(160), { timeout: 10_000 });
      for (const user of users) {
        expect(seen.endedOf(user)).toEqual(Array.from({ length: 8 }, (_, number) => `${user}-${number}`));
      }
      expect(seen.mostAtOnce).toBe(1);
      await until(async () => expect(await lab.lanes()).toEqual([]));
    });

    test("user_concurrency lets so many of a lane run, and no more", async () => {
      await using lab = await open({ userConcurrency: 3 });
      const seen = createRecorder();
      for (let number = 0; number < 9; number += 1) await lab.add("ann", `a${number}`);
      await lab.work(seen.taking(20));
      await until(() => expect(seen.ended).toHaveLength(9));
      expect(seen.mostAtOnce).toBe(3);
      expect(seen.started.slice(0, 3)).toEqual(["a0", "a1", "a2"]);
    });

    test("what waits behind its own predecessor holds no slot", async () => {
      await using lab = await open();
      for (let number = 0; number < 5; number += 1) await lab.add("ann", `a${number}`);
      const gate = Promise.withResolvers<void>();
      const started: string[] = [];
      await lab.work(
        async ({ payload }) => {
          started.push(payload.msgId);
          if (payload.msgId === "a0") await gate.promise;
        },
        { concurrency: 2 },
      );
      await lab.add("bob", "b0");
      await lab.add("eve", "e0");
      await until(() => expect(started).toEqual(["a0", "b0", "e0"]));
      gate.resolve();
      await until(() => expect(started).toHaveLength(7));
    });

    test("30 others hardly notice one user's 200 messages", async () => {
      await using lab = await open();
      const seen = createRecorder();
      const take = seen.taking(10);
      // Time is told in the greedy user's messages, one after the other: a slow machine slows this clock too.
      const clock = (): number => seen.endedOf("greedy").length;
      const addedAt = new Map<string, number>();
      const waits: number[] = [];
      for (let number = 0; number < 200; number += 1) await lab.add("greedy", `g${number}`);
      await lab.work(
        (task) => {
          const added = addedAt.get(task.payload.user.id);
          if (added !== undefined) waits.push(clock() - added);
          return take(task);
        },
        { concurrency: 20 },
      );
      await until(() => expect(clock()).toBeGreaterThan(3));
      const others = Array.from({ length: 30 }, (_, index) => `user${index}`);
      for (const user of others) addedAt.set(user, clock());
      await Promise.all(others.map((user) => lab.add(user, user)));
      await until(() => expect(waits).toHaveLength(30));
      expect(Math.max(...waits)).toBeLessThan(5);
      await vi.waitFor(() => expect(seen.endedOf("greedy")).toHaveLength(200), { timeout: 10_000 });
    });

    test("a retry keeps its place", async () => {
      await using lab = await open();
      for (const msgId of ["a0", "a1", "a2"]) await lab.add("ann", msgId);
      const attempts: string[] = [];
      await lab.work(async ({ payload, attempt }) => {
        attempts.push(`${payload.msgId}#${attempt}`);
        if (payload.msgId === "a0" && attempt < 3) throw new Error("passes");
      });
      await until(() => expect(attempts).toHaveLength(5));
      expect(attempts).toEqual(["a0#1", "a0#2", "a0#3", "a1#1", "a2#1"]);
    });

    test("SCRIPT FLUSH in the middle loses nothing and mixes nothing up", async () => {
      await using lab = await open();
      const seen = createRecorder();
      await Promise.all([lab.work(seen.taking(3)), lab.work(seen.taking(3))]);
      for (let number = 0; number < 10; number += 1) {
        await Promise.all(["ann", "bob", "eve"].map((user) => lab.add(user, `${user}${number}`)));
        await lab.redis.script("FLUSH");
      }
      await vi.waitFor(() => expect(seen.ended).toHaveLength(30), { timeout: 10_000 });
      expect(seen.endedOf("bob")).toEqual(Array.from({ length: 10 }, (_, number) => `bob${number}`));
      await until(async () => expect(await lab.lanes()).toEqual([]));
    });
  });
}
