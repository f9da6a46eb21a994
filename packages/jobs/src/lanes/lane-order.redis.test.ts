import { expect, test, vi } from "vitest";
import { openLab } from "../testing/lab.ts";
import { createRecorder } from "../testing/recorder.ts";

const users = Array.from({ length: 20 }, (_, index) => `user${index}`);

test("20 users × 8 on two workers: each user's messages in order, one at a time", async () => {
  await using lab = await openLab();
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
  await vi.waitFor(async () => expect(await lab.lanes()).toEqual([]));
});
