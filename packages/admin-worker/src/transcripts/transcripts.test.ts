import { expect, test } from "vitest";
import { createPurge } from "./purge-transcripts.ts";
import { createAgeWatch } from "./watch-outbox-age.ts";

const DAY_MS = 86_400_000;

function recordingLog() {
  const lines: string[] = [];
  const write = (_fields: object, message: string): void => void lines.push(message);
  return { lines, info: write, warn: write, error: write };
}

test.each([
  [180, 200 * DAY_MS, 20 * DAY_MS],
  [0, 200 * DAY_MS, 200 * DAY_MS],
])("kept for %i days: what is older goes", async (days, nowMs, before) => {
  const asked: number[] = [];
  const store = { purge: async (beforeMs: number) => asked.push(beforeMs) };
  await createPurge({ store, days, now: () => nowMs, log: recordingLog() })();
  expect(asked).toEqual([before]);
});

test("a purge that fails says so, and ends nothing", async () => {
  const log = recordingLog();
  const store = { purge: async () => Promise.reject(new Error("disk")) };
  await createPurge({ store, days: 1, now: () => 0, log })();
  expect(log.lines).toHaveLength(1);
});

test("the alarm by age is raised once, and taken back once", async () => {
  const log = recordingLog();
  const told: object[] = [];
  const ages = [0, 60_000, 60_001, 90_000, 10, 10];
  const watch = createAgeWatch({
    ageMs: async () => ages.shift() ?? 0,
    postNotice: async (trouble) => void told.push(trouble),
    log,
  });
  for (let n = 0; n < 6; n++) await watch();
  expect(log.lines).toEqual([
    expect.stringContaining("wait in Redis"),
    expect.stringContaining("in time again"),
  ]);
  expect(told).toEqual([{ kind: "transcripts_late", seconds: 60 }]);
});
