import { randomUUID } from "node:crypto";
import type { Redis } from "ioredis";
import { z } from "zod";
import { callBlockKey, callGrantsKey, callPauseKey, callPlacesKey } from "../keys.ts";
import { loadScript } from "../load-script.ts";

const WINDOW_MS = 1_000;
/** What of the allowance is granted: the way to DingTalk takes some calls longer than others. */
const SHARE = 0.9;
/** How long after it was let through a call that is not answered may still arrive; a slow DingTalk is called less. */
const LONGEST_WAY_MS = 2_000;
/** Which allowance a call belongs to: DingTalk counts per robot and API. */
interface GovernedApi {
  robot: string;
  api: string;
}

export type Admission =
  /** `answered` is to be called when the call has its answer, or will have none. */
  | { status: "granted"; answered: () => void }
  /** `busy`: others are waiting already for longer than that. `blocked`: DingTalk blocks our address. */
  | { status: "busy" | "blocked"; retryAfterMs: number };

/** Paces calls to DingTalk, for all processes together. */
export interface Governor {
  /** Waits for its turn, `maxWaitMs` at the most; 0 asks for a free call or none. */
  admit(call: GovernedApi & { maxWaitMs: number }): Promise<Admission>;
  /** DingTalk found us too fast at this API all the same. */
  pause(call: GovernedApi, ms: number): Promise<void>;
  /** DingTalk blocks our address: nothing is called. */
  block(ms: number): Promise<void>;
}

const answer = z.tuple([z.enum(["granted", "wait", "busy", "blocked"]), z.number()]);

/** `callsPerSecond`: DingTalk's allowance per robot and API; 0 switches pacing off. */
export function createGovernor(options: {
  redis: Redis;
  prefix: string;
  callsPerSecond: number;
  sleep: (ms: number) => Promise<void>;
}): Governor {
  const { redis, prefix, callsPerSecond, sleep } = options;
  const answeredScript = loadScript(new URL("call-answered.lua", import.meta.url));
  const admitScript = loadScript(new URL("admit-call.lua", import.meta.url));
  const limit = callsPerSecond === 0 ? 0 : Math.max(1, Math.floor(callsPerSecond * SHARE));
  // Two seconds' calls may touch at DingTalk, by the size of a burst: that is the share which is not granted.
  const burst = Math.max(1, callsPerSecond - limit);
  const burstMs = limit === 0 ? 0 : Math.floor((WINDOW_MS * burst) / limit);

  return {
    async admit({ robot, api, maxWaitMs }) {
      const keys = [
        callPlacesKey(prefix, robot, api),
        callGrantsKey(prefix, robot, api),
        callPauseKey(prefix, robot, api),
        callBlockKey(prefix),
      ];
      const call = randomUUID();
      const answered = (): void => {
        // Without this the call counts a little longer, no more: nothing waits for it and nothing fails with it.
        answeredScript(redis, [callGrantsKey(prefix, robot, api)], [call]).catch(() => undefined);
      };
      for (let hasPlace = 0; ; hasPlace = 1) {
        const pace = [limit, WINDOW_MS, burst, burstMs, callsPerSecond, LONGEST_WAY_MS];
        const reply = await admitScript(redis, keys, [...pace, maxWaitMs, hasPlace, call]);
        const [status, ms] = answer.parse(reply);
        if (status === "granted") return { status, answered };
        if (status !== "wait") return { status, retryAfterMs: ms };
        await sleep(ms);
      }
    },
    async pause({ robot, api }, ms) {
      await redis.set(callPauseKey(prefix, robot, api), "1", "PX", ms);
    },
    async block(ms) {
      await redis.set(callBlockKey(prefix), "1", "PX", ms);
    },
  };
}
