import { Registry } from "prom-client";
import { expect, it } from "vitest";
import { startOutboxWatch } from "./outbox-watch.ts";

it("warns once when transcripts have waited for a minute, again when they do anew, and shows for how long", async () => {
  const ages = [0, 61_000, 90_000, new Error("connection lost"), 0, 62_000];
  const warnings: object[] = [];
  const metrics = new Registry();
  const done = Promise.withResolvers<void>();
  const watch = startOutboxWatch({
    async ageMs() {
      const age = ages.shift();
      if (age === undefined) done.resolve();
      if (age instanceof Error) throw age;
      return age ?? 7_000;
    },
    metrics,
    log: { warn: (fields: object) => void warnings.push(fields) },
    everyMs: 1,
  });
  await done.promise;
  await watch.close();
  expect(warnings).toEqual([{ oldestSeconds: 61 }, { oldestSeconds: 62 }]);
  expect(await metrics.metrics()).toContain("dinglane_transcript_oldest_seconds 7");
});
