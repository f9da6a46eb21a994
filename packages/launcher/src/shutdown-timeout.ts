import type { Config } from "@dinglane/runtime";
import { dingTalkOf } from "./dingtalk-of.ts";
import { servicesToStart } from "./services-to-start.ts";

/** A service gets this much longer than it allows itself, before it is killed. */
const marginMs = 2_000;
/** Redis writes its file and ends. */
const redisMs = 12_000;

/** How long one service may take to end. */
export function serviceStopTimeoutMs(config: Config): number {
  return config.shutdownTimeoutMs + marginMs;
}

/** The whole: services end one after another, then Redis. */
export function shutdownTimeoutMs(config: Config): number {
  return servicesToStart(dingTalkOf(config)).length * serviceStopTimeoutMs(config) + redisMs;
}
