import { expect, test } from "vitest";
import { createSlots } from "./slots.ts";

const { signal } = new AbortController();

test("so much work goes on at a time, in the order of its coming, also after a failure", async () => {
  const inSlot = createSlots(2);
  const ends = Array.from({ length: 4 }, () => Promise.withResolvers<string>());
  const begun: number[] = [];
  const work = ends.map(({ promise }, n) =>
    inSlot(() => {
      begun.push(n);
      return promise;
    }, signal),
  );
  await Promise.resolve();
  expect(begun).toEqual([0, 1]);
  ends[1]?.reject(new Error("failed"));
  await expect(work[1]).rejects.toThrow("failed");
  expect(begun).toEqual([0, 1, 2]);
  for (const end of ends) end.resolve("done");
  expect(await Promise.all([work[0], work[2], work[3]])).toEqual(["done", "done", "done"]);
  expect(begun).toEqual([0, 1, 2, 3]);
  expect(await inSlot(async () => "free", signal)).toBe("free");
});

test("who is aborted leaves the line at once, and those behind move up", async () => {
  const inSlot = createSlots(1);
  const end = Promise.withResolvers<void>();
  const begun: string[] = [];
  const work = (name: string) => async (): Promise<string> => {
    begun.push(name);
    await end.promise;
    return name;
  };
  const stop = new AbortController();
  const first = inSlot(work("first"), signal);
  const given = inSlot(work("given up"), stop.signal);
  const last = inSlot(work("last"), signal);
  stop.abort(new Error("stopped"));
  await expect(given).rejects.toThrow("stopped");
  await expect(inSlot(work("late"), stop.signal)).rejects.toThrow("stopped");
  expect(begun).toEqual(["first"]);
  end.resolve();
  expect(await Promise.all([first, last])).toEqual(["first", "last"]);
  expect(begun).toEqual(["first", "last"]);
  expect(await inSlot(work("next"), signal), "no slot is lost").toBe("next");
});

test("who is aborted when called up already gives the slot back", async () => {
  const inSlot = createSlots(1);
  const end = Promise.withResolvers<void>();
  const stop = new AbortController();
  const first = inSlot(() => end.promise, signal).finally(() => stop.abort(new Error("stopped")));
  const second = inSlot(async () => stop.signal.throwIfAborted(), stop.signal);
  end.resolve();
  await first;
  await expect(second).rejects.toThrow("stopped");
  expect(await inSlot(async () => "free", signal)).toBe("free");
});
