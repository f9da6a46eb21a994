import type { Processors, Task } from "@dinglane/jobs";
import type { Config, LiveConfig } from "@dinglane/runtime";
import { expect, it } from "vitest";
import { followProcessors } from "./follow-processors.ts";

const configOf = (help: string): Config => ({ help }) as Config;
// Which job it is does not matter here.
const task = {} as never;

/** A configuration that the test changes. */
function openLive() {
  let config = configOf("first");
  const listeners: ((config: Config) => void | Promise<void>)[] = [];
  const live: LiveConfig = {
    current: () => config,
    layers: () => ({ version: 0, live: new Map(), files: {} }),
    onChange: (listener) => void listeners.push(listener),
  };
  return {
    live,
    change: async (help: string): Promise<void> => {
      config = configOf(help);
      for (const listener of listeners) await listener(config);
    },
  };
}

it("a job is carried out under the configuration of its beginning, the next one under the new one", async () => {
  const { live, change } = openLive();
  const goOn = Promise.withResolvers<void>();
  const processors = followProcessors<"image">(live, ({ help }): Processors<"image"> => ({
    "draw-image": async (_task: Task) => {
      if (help === "first") await goOn.promise;
      return help;
    },
  }));
  const running = processors["draw-image"](task);
  await change("second");
  expect(await processors["draw-image"](task)).toBe("second");
  goOn.resolve();
  expect(await running).toBe("first");
});

it("what throws or rejects reaches whoever runs the job", async () => {
  const { live } = openLive();
  const processors = followProcessors<"image">(live, () => ({
    "draw-image": () => Promise.reject(new Error("no")),
  }));
  await expect(processors["draw-image"](task)).rejects.toThrow("no");
});
