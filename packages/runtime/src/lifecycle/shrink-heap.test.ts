import { expect, test } from "vitest";
import { shrinkHeap } from "./shrink-heap.ts";

const heapBytes = (): number => process.memoryUsage().heapTotal;

test("what a program has left behind on the heap is given back", async () => {
  const before = heapBytes();
  let left: string[] | undefined = Array.from({ length: 500_000 }, (_, number) => `left behind ${number}`);
  const most = heapBytes();
  expect(most - before).toBeGreaterThan(10_000_000);
  expect(left.pop()).toBe("left behind 499999");
  left = undefined;
  await shrinkHeap();
  expect(most - heapBytes()).toBeGreaterThan(10_000_000);
});
