import type { ProcessEnd } from "@dinglane/local-redis";
import { describe, expect, it } from "vitest";
import { createRestartPolicy } from "./restart-policy.ts";
import { startSupervised, type Running, type SupervisedOptions } from "./start-supervised.ts";

/** A program whose runs the test ends by hand, in a world without time. */
function fakeProgram() {
  const runs: PromiseWithResolvers<ProcessEnd>[] = [];
  const said: string[] = [];
  const gaveUp: string[] = [];
  const waiting: (() => void)[] = [];
  const options: SupervisedOptions<Running> = {
    name: "worker",
    async start() {
      const run = Promise.withResolvers<ProcessEnd>();
      runs.push(run);
      return { ended: run.promise, stop: async () => run.resolve({ exitCode: 0, signal: null }) };
    },
    policy: createRestartPolicy(),
    say: (line) => said.push(line),
    giveUp: (because) => gaveUp.push(because),
    now: () => 0,
    delay: (_ms, signal) =>
      new Promise((resolve) => {
        waiting.push(resolve);
        signal.addEventListener("abort", () => resolve());
      }),
  };
  return {
    options,
    runs,
    said,
    gaveUp,
    waiting,
    end: (end: Partial<ProcessEnd>) => runs.at(-1)?.resolve({ exitCode: null, signal: null, ...end }),
  };
}

describe("startSupervised", () => {
  it("starts again, after the pause, what ended by itself", async () => {
    const program = fakeProgram();
    const supervised = await startSupervised(program.options);
    program.end({ signal: "SIGKILL" });
    await expect.poll(() => program.waiting.length).toBe(1);
    expect(program.runs).toHaveLength(1);
    program.waiting[0]?.();
    await expect.poll(() => program.runs.length).toBe(2);
    expect(program.said).toEqual(["worker ended (SIGKILL); starting it again in 0.5 s."]);
    await supervised.stop();
  });

  it("does not start again what was stopped", async () => {
    const program = fakeProgram();
    const supervised = await startSupervised(program.options);
    await supervised.stop();
    expect(program.runs).toHaveLength(1);
    expect(program.said).toEqual([]);
  });

  it("can be stopped during the pause", async () => {
    const program = fakeProgram();
    const supervised = await startSupervised(program.options);
    program.end({ exitCode: 1 });
    await expect.poll(() => program.waiting.length).toBe(1);
    await supervised.stop();
    expect(program.runs).toHaveLength(1);
  });

  it("gives up at once on a wrong configuration", async () => {
    const program = fakeProgram();
    const supervised = await startSupervised(program.options);
    program.end({ exitCode: 78 });
    await expect.poll(() => program.gaveUp).toEqual(["configuration"]);
    await supervised.stop();
  });

  it("counts a failing start as a run, and leaves the first one to the caller", async () => {
    const program = fakeProgram();
    let starts = 0;
    const { start } = program.options;
    const failing = {
      ...program.options,
      delay: async () => undefined,
      start: () => (++starts === 1 ? start() : Promise.reject(new Error("no such file"))),
    };
    const supervised = await startSupervised(failing);
    program.end({ exitCode: 1 });
    await expect.poll(() => program.gaveUp).toEqual(["keeps-ending"]);
    expect(program.said.at(-1)).toBe("worker ended (no such file) and is not started again.");
    await supervised.stop();
    starts = 1;
    await expect(startSupervised(failing)).rejects.toThrow("no such file");
  });
});
