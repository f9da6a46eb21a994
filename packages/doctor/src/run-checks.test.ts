import { expect, it } from "vitest";
import { clock } from "./fixtures/tools.ts";
import { runChecks } from "./run-checks.ts";

const fine = { level: "ok", subject: "it", seen: "is fine" } as const;

it("keeps the order of the checks, whichever ends first", async () => {
  const slow = Promise.withResolvers<(typeof fine)[]>();
  const running = runChecks(
    [
      { name: "slow", run: () => slow.promise },
      {
        name: "fast",
        run: async () => {
          slow.resolve([fine]);
          return [fine];
        },
      },
    ],
    { clock },
  );
  expect((await running).sections.map(({ name }) => name)).toEqual(["slow", "fast"]);
});

it("gives up on a check that hangs, having told it to end, and keeps what the others saw", async () => {
  let told: AbortSignal | undefined;
  const { sections } = await runChecks(
    [
      {
        name: "hangs",
        run: (signal) => {
          told = signal;
          return new Promise(() => undefined);
        },
      },
      { name: "fast", run: async () => [fine] },
    ],
    { clock, timeoutMs: 20 },
  );
  expect(told?.aborted).toBe(true);
  expect(sections).toMatchObject([
    { name: "hangs", findings: [{ level: "fail", seen: "no result within 0.02 s" }] },
    { name: "fast", findings: [fine] },
  ]);
});

it("names a check's own mistake by its class alone", async () => {
  const { sections } = await runChecks(
    [{ name: "broken", run: () => Promise.reject(new TypeError("clientSecret hunter2")) }],
    { clock },
  );
  expect(sections[0]?.findings).toMatchObject([{ level: "fail", seen: "it broke (TypeError)" }]);
});
