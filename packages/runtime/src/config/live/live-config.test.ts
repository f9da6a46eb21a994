import { pino } from "pino";
import { Registry } from "prom-client";
import { expect, it } from "vitest";
import type { ServiceContext } from "../../lifecycle/service-context.ts";
import { loadConfig } from "../load-config.ts";
import { followLive } from "./follow-live.ts";
import { startLiveConfig } from "./live-config.ts";
import type { LiveLayers, RawValue } from "./live-layers.ts";

/** A process whose stored settings the test writes. */
async function startProcess(env: Record<string, string> = {}) {
  const loaded = loadConfig(env, () => undefined);
  const lines: string[] = [];
  const metrics = new Registry();
  const told = Promise.withResolvers<(layers: LiveLayers) => Promise<void>>();
  const context = {
    config: loaded.config,
    configBase: loaded.base,
    log: pino({}, { write: (line: string) => void lines.push(line) }),
    metrics,
    onShutdown: () => undefined,
    connectRedis: () => ({}) as ReturnType<ServiceContext["connectRedis"]>,
  };
  const live = await startLiveConfig(context, async ({ onSnapshot }) => {
    told.resolve(onSnapshot);
    return { close: () => undefined };
  });
  let version = 0;
  const set = async (values: Record<string, RawValue>): Promise<void> => {
    const tell = await told.promise;
    version += 1;
    const by = { id: "boss", nick: "" };
    const entries = Object.entries(values).map(([key, value]) => [key, { value, by, at: 1 }] as const);
    await tell({ version, live: new Map(entries), files: {} });
  };
  return { live, set, lines, metrics };
}

it("gives the configuration of the start until something is stored, then what counts", async () => {
  const { live, set, metrics } = await startProcess({ MODEL: "env" });
  expect(live.current().model.chat).toBe("env");
  await set({ model: "live" });
  expect(live.current().model.chat).toBe("live");
  expect(live.layers().version).toBe(1);
  expect(await metrics.metrics()).toContain("dinglane_settings_version 1");
  await set({});
  expect(live.current().model.chat).toBe("env");
});

it("tells of changes, one after the other, and of nothing that changes nothing", async () => {
  const { live, set } = await startProcess();
  const told: string[] = [];
  live.onChange((config) => void told.push(config.help));
  await set({ help: "甲" });
  await set({ help: "甲" });
  await set({ help: "乙" });
  expect(told).toEqual(["甲", "乙"]);
});

it("goes on when a part cannot follow", async () => {
  const { live, set, lines } = await startProcess();
  const told: string[] = [];
  live.onChange(() => {
    throw new Error("cannot");
  });
  live.onChange((config) => void told.push(config.help));
  await set({ help: "甲" });
  expect(told).toEqual(["甲"]);
  expect(lines.join("")).toContain("could not follow");
});

it("names what it cannot read", async () => {
  const { live, set, lines } = await startProcess();
  await set({ max_request: "many", help: "甲" });
  expect(live.current()).toMatchObject({ help: "甲", limits: { perUserPerDay: 0 } });
  expect(lines.join("")).toContain('"key":"max_request"');
});

it("builds a part anew when it has changed, and only then", async () => {
  const { live, set } = await startProcess();
  let builds = 0;
  const words = await followLive(
    live,
    (config) => config.sensitiveWords,
    async (list) => {
      builds += 1;
      if (list.includes("fail")) throw new Error("cannot build");
      return list.join("+");
    },
  );
  expect(words()).toBe("");
  await set({ sensitive_words: "a,b" });
  expect(words()).toBe("a+b");
  await set({ sensitive_words: "a,b", help: "甲" });
  expect(builds).toBe(2);
  await set({ sensitive_words: "fail" });
  expect(words()).toBe("a+b");
  await set({ sensitive_words: "c" });
  expect(words()).toBe("c");
});
