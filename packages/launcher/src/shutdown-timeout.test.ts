import type { Config } from "@dinglane/runtime";
import { expect, it } from "vitest";
import { shutdownTimeoutMs } from "./shutdown-timeout.ts";

const config = (appSecrets: string[]): Config =>
  ({ shutdownTimeoutMs: 25_000, dingtalk: { credentials: [], appSecrets } }) as unknown as Config;

it.each([
  ["all six services", [], 6 * 27_000 + 12_000],
  ["five services beside a real DingTalk", ["secret"], 5 * 27_000 + 12_000],
])("leaves %s their time, and Redis its own", (_name, appSecrets, timeoutMs) => {
  expect(shutdownTimeoutMs(config(appSecrets))).toBe(timeoutMs);
});
