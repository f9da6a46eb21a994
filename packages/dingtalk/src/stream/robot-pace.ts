import { GatewayError } from "./gateway-error.ts";
import type { ConnectionEnd } from "./open-connection.ts";
import type { GatewayStanding } from "./stream-client.ts";
import type { StreamTiming } from "./stream-timing.ts";

/** Answers of "wrong credentials" in a row that are believed: one alone may be a gateway's bad moment. */
const UNAUTHORIZED_BELIEVED = 3;
/** Beyond this, doubling changes nothing. */
const MAX_DOUBLINGS = 16;

export interface RobotPaceOptions {
  timing: Pick<
    StreamTiming,
    "firstBackoffMs" | "maxBackoffMs" | "refusedRetryMs" | "settledAfterMs" | "reopenJitterMs"
  >;
  /** Monotonic ms. */
  now: () => number;
  /** From 0 up to, but not including, 1. */
  random: () => number;
  /** Rejects when the signal is aborted. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Told when the standing changes; `error` is what it changed for. */
  onChange: (standing: GatewayStanding, error: unknown) => void;
}

/** Lets all connections of a robot be opened one at a time and at one pace, so that no number of them makes a storm. */
export interface RobotPace {
  /** Opens when it may. Undefined when that failed, which has been reported, or the signal was aborted. */
  attempt<T>(this: void, open: () => Promise<T>, signal: AbortSignal): Promise<T | undefined>;
  /** A connection has come to its end: at once to be replaced, unless it was too short to call it one. */
  ended(this: void, end: ConnectionEnd): void;
  standing(this: void): GatewayStanding;
}

/** Creates the pace of one robot; see `GatewayStanding` for its states. */
export function createRobotPace({ timing, now, random, sleep, onChange }: RobotPaceOptions): RobotPace {
  let standing: GatewayStanding = "well";
  let unauthorizedInRow = 0;
  let failuresInRow = 0;
  let notBeforeMs = Number.NEGATIVE_INFINITY;
  let turn: Promise<void> = Promise.resolve();

  function change(to: GatewayStanding, error: unknown): void {
    if (standing === to) return;
    standing = to;
    onChange(to, error);
  }

  /** Half to all of a wait that doubles: spread, so that processes which failed together do not return together. */
  function backOff(): void {
    const doubled = timing.firstBackoffMs * 2 ** Math.min(failuresInRow, MAX_DOUBLINGS);
    failuresInRow += 1;
    notBeforeMs = now() + (Math.min(doubled, timing.maxBackoffMs) * (1 + random())) / 2;
  }

  function failed(error: unknown): void {
    const isUnauthorized = error instanceof GatewayError && error.code === "unauthorized";
    unauthorizedInRow = isUnauthorized ? unauthorizedInRow + 1 : 0;
    backOff();
    if (standing !== "refused") {
      change(unauthorizedInRow >= UNAUTHORIZED_BELIEVED ? "refused" : "failing", error);
    }
    if (standing === "refused") notBeforeMs = now() + timing.refusedRetryMs;
  }

  async function attemptNow<T>(open: () => Promise<T>, signal: AbortSignal): Promise<T | undefined> {
    while (now() < notBeforeMs && !signal.aborted) {
      await sleep(notBeforeMs - now(), signal).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
    }
    if (signal.aborted) return undefined;
    try {
      const opened = await open();
      unauthorizedInRow = 0;
      change("well", undefined);
      return opened;
    } catch (error) {
      if (!signal.aborted) failed(error);
      return undefined;
    }
  }

  return {
    async attempt(open, signal) {
      const mine = turn.then(async () => attemptNow(open, signal));
      turn = mine.then(
        () => undefined,
        () => undefined,
      );
      return mine;
    },
    ended({ livedMs }) {
      if (livedMs >= timing.settledAfterMs) {
        // It says that the gateway was well once, not that it is: others may be finding it closed.
        if (standing === "well") failuresInRow = 0;
        notBeforeMs = Math.max(notBeforeMs, now() + random() * timing.reopenJitterMs);
      } else if (now() >= notBeforeMs) {
        // Connections that were cut together are one failure, not several.
        backOff();
      }
    },
    standing: () => standing,
  };
}
