import type { ApiAction, ApiCredential, ApiFailure, ApiOutcome, TokenKind } from "@dinglane/dingtalk";
import type { AccessTokens } from "./access-tokens.ts";
import type { CallBudget } from "./call-budget.ts";
import type { Governor } from "./governor.ts";
import type { TellOperator } from "./tell-operator.ts";
import { unlessAborted } from "./unless-aborted.ts";

/** How long to leave a call alone that DingTalk will not carry out for now. */
const HELD_MS = {
  "wait-qps": 10_000,
  "refresh-token": 30_000,
  permission: 3_600_000,
  "degrade-monthly": 3_600_000,
};
/** DingTalk says "in a second" (D:how-to-process-api-throttling); the share between is jitter. */
const QPS_PAUSE_MS = { least: 1_000, spread: 500 };
const MAX_QPS_REPEATS = 3;
const BLOCKED_MS = 5 * 60_000;
/** With these DingTalk has counted nothing. */
const NOT_COUNTED = new Set<ApiAction>(["wait-qps", "ip-blocked", "degrade-monthly", "refresh-token"]);

/** Why nothing can be called now. */
export type HeldReason = "busy" | "blocked" | "token" | "permission" | "monthly";

/**
 * What became of a governed call. `held`: it was not carried out and may be later. `withdrawn`: `isWanted` said no, so it
 * was not made; or its signal was aborted, and then nobody knows.
 */
export type CallResult<T> =
  | { status: "done"; value: T }
  | { status: "unknown"; cause: Error }
  | {
      status: "failed";
      action: Extract<ApiAction, "retry" | "back-off" | "split" | "degrade" | "give-up">;
      cause: Error;
    }
  | { status: "held"; reason: HeldReason; retryAfterMs: number; cause?: Error }
  | { status: "withdrawn" };

/** One call of DingTalk's API on behalf of a robot. */
export interface DingTalkCall<T> {
  credential: ApiCredential;
  /** As in metrics; DingTalk's allowance per second is per robot and API. */
  api: string;
  token: TokenKind;
  /** How long to wait for a turn. */
  maxWaitMs: number;
  /** Asked right before each call is made: waiting for a token and a turn takes a while. */
  isWanted?: () => Promise<boolean>;
  /** Ends the waiting for it at once. A call that is under way by then is left to itself. */
  signal?: AbortSignal;
  make: (token: string) => Promise<ApiOutcome<T>>;
}

/** Makes calls to DingTalk: with the shared token, at the shared pace, counted, repeated where that helps. */
export type DingTalkCalls = <T>(call: DingTalkCall<T>) => Promise<CallResult<T>>;

export function createDingTalkCalls(options: {
  tokens: AccessTokens;
  governor: Governor;
  budget: Pick<CallBudget, "spend" | "refused">;
  tellOperator: TellOperator;
  random: () => number;
  /** Counts one call: `done`, `unknown`, or the action that its refusal asks for. */
  onCall: (call: { api: string; outcome: string }) => void;
}): DingTalkCalls {
  const { tokens, governor, budget, tellOperator, random, onCall } = options;

  function count(api: string, outcome: ApiOutcome<unknown>): void {
    const isFailed = outcome.status === "failed";
    onCall({ api, outcome: isFailed ? outcome.action : outcome.status });
    const wasCounted =
      !isFailed || !(NOT_COUNTED.has(outcome.action) || outcome.cause.code === "not_reached");
    if (wasCounted) void budget.spend("api");
  }

  /** What is to be done about a failure that the caller can do nothing about. */
  async function hold(robot: string, failure: ApiFailure): Promise<CallResult<never>> {
    if (failure.status === "unknown") return failure;
    const { action, cause } = failure;
    const held = (reason: HeldReason, retryAfterMs: number): CallResult<never> => ({
      status: "held",
      reason,
      retryAfterMs,
      cause,
    });
    switch (action) {
      case "wait-qps":
        return held("busy", HELD_MS[action]);
      case "refresh-token":
        return held("token", HELD_MS[action]);
      case "ip-blocked": {
        const ms = failure.waitMs ?? BLOCKED_MS;
        await governor.block(ms);
        await tellOperator(robot, cause);
        return held("blocked", ms);
      }
      case "degrade-monthly":
        await budget.refused("api");
        return held("monthly", HELD_MS[action]);
      case "permission":
        await tellOperator(robot, cause);
        return held("permission", HELD_MS[action]);
      case "retry":
      case "back-off":
      case "split":
      case "degrade":
      case "give-up":
        return { status: "failed", action, cause };
    }
  }

  async function carryOut<T>(call: DingTalkCall<T>): Promise<CallResult<T>> {
    const { credential, api, token: kind, maxWaitMs } = call;
    const robot = credential.clientId;
    let refused: string | undefined;
    for (let tooFast = 0; ;) {
      const access = await tokens.get(kind, credential, refused);
      if (access.status !== "done") {
        // A token that did not come was no call that may have been carried out.
        const failure: ApiFailure =
          access.status === "unknown" ? { status: "failed", action: "retry", cause: access.cause } : access;
        return hold(robot, failure);
      }
      const admission = await governor.admit({ robot, api, maxWaitMs });
      if (admission.status !== "granted") {
        return { status: "held", reason: admission.status, retryAfterMs: admission.retryAfterMs };
      }
      const outcome = await madeIfWanted(call, access.value.token).finally(admission.answered);
      if (outcome.status === "withdrawn") return outcome;
      count(api, outcome);
      if (outcome.status === "done") return outcome;
      const action = outcome.status === "failed" ? outcome.action : undefined;
      if (action === "refresh-token" && refused === undefined) {
        refused = access.value.grant;
      } else if (action === "wait-qps" && tooFast < MAX_QPS_REPEATS) {
        tooFast++;
        await governor.pause({ robot, api }, QPS_PAUSE_MS.least + Math.floor(random() * QPS_PAUSE_MS.spread));
      } else {
        return hold(robot, outcome);
      }
    }
  }

  return async (call) => unlessAborted(carryOut(call), call.signal, { status: "withdrawn" } as const);
}

async function madeIfWanted<T>(
  { isWanted, signal, make }: DingTalkCall<T>,
  token: string,
): Promise<ApiOutcome<T> | { status: "withdrawn" }> {
  if (signal?.aborted === true || (isWanted !== undefined && !(await isWanted())))
    return { status: "withdrawn" };
  return make(token);
}
