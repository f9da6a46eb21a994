import type { ConfigBase } from "@dinglane/runtime";
import { expect, it } from "vitest";
import { checkLiveSettings } from "./check-live-settings.ts";

const base: ConfigBase = { env: { MODEL: "m" }, file: { keys: {} }, changedAtMs: {} };
const layersOf = (live: [string, string][]) => ({
  version: 1,
  files: {},
  live: new Map(live.map(([key, value]) => [key, { value, by: { id: "b", nick: "老板" }, at: 0 }])),
});

it("names what was set live, by whom and when, and not what the variables say", async () => {
  const findings = await checkLiveSettings(base, layersOf([["max_text", "9"]]));
  expect(findings).toEqual([
    {
      level: "ok",
      subject: "live settings",
      seen: "set by #设置, and above the environment and the files: max_text (老板, 1970-01-01)",
    },
  ]);
});

it("is silent where nothing is, and says so where nobody can tell", async () => {
  expect(await checkLiveSettings(base, layersOf([]))).toEqual([]);
  expect(await checkLiveSettings(base, undefined)).toMatchObject([{ level: "unchecked" }]);
});
