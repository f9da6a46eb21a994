import { expect, it } from "vitest";
import { createShownBefore } from "./shown-before.ts";

const chat = (...jobIds: string[]): { queue: string; jobIds: string[] }[] => [{ queue: "chat", jobIds }];

it("leaves what a session has not been shown", () => {
  const unseen = createShownBefore();
  expect(unseen("ann", chat("a", "b"))).toEqual(chat("a", "b"));
  expect(unseen("ann", chat("b", "c"))).toEqual(chat("c"));
  expect(unseen("ann", chat("a", "b", "c"))).toEqual([]);
  expect(unseen("ann", [{ queue: "image", jobIds: ["a"] }])).toEqual([{ queue: "image", jobIds: ["a"] }]);
  expect(unseen("bob", chat("a"))).toEqual(chat("a"));
});

it("forgets the oldest, and so tells of it again, rather than grow", () => {
  const unseen = createShownBefore();
  unseen("ann", chat("first"));
  unseen("ann", chat(...Array.from({ length: 5_000 }, (_, index) => `job-${index}`)));
  expect(unseen("ann", chat("first", "job-4999"))).toEqual(chat("first"));
  for (let session = 0; session < 100; session += 1) unseen(`session-${session}`, chat("a"));
  expect(unseen("ann", chat("job-4999"))).toEqual(chat("job-4999"));
  expect(unseen("session-99", chat("a"))).toEqual([]);
});
