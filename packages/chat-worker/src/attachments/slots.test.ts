import { expect, test } from "vitest";
import { createSlots } from "./slots.ts";

test("so much work goes on at a time, in the order of its coming, also after a failure", async () => {
  const inSlot = createSlots(2);
  const ends = Array.from({ length: 4 }, () => Promise.withResolvers<string>());
  const begun: number[] = [];
  const work = ends.map(({ promise }, n) =>
    inSlot(() => {
      begun.push(n);
      return promise;
    }),
  );
  await Promise.resolve();
  expect(begun).toEqual([0, 1]);
  ends[1]?.reject(new Error("failed"));
  await expect(work[1]).rejects.toThrow("failed");
  expect(begun).toEqual([0, 1, 2]);
  for (const end of ends) end.resolve("done");
  expect(await Promise.all([work[0], work[2], work[3]])).toEqual(["done", "done", "done"]);
  expect(begun).toEqual([0, 1, 2, 3]);
  expect(await inSlot(async () => "free")).toBe("free");
});
