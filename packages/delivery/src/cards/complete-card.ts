import type { CallResult } from "../openapi/dingtalk-calls.ts";
import type { ReplyTarget } from "../openapi/reply-target.ts";
import { isNoSuchCard, type CardCalls } from "./card-calls.ts";
import type { CardState } from "./card-state.ts";

/** Waits before the second and third try of a call that may pass. */
const RETRY_AFTER_MS = [300, 1_000];
/** A reply that waits longer for its turn is better sent as a message. */
const MAX_WAIT_MS = 5_000;

/** How long no cards are tried where one could not be completed: each would hold up its answer as this one did. */
const PAUSE_MS = 30_000;

/**
 * What became of a card's last text. `none`: there is no such card. `refused`: it is there, and takes this text in no form.
 * `later`: it may be completed after so long; undefined when that depends on somebody who mends something.
 */
export type Completion =
  | { status: "complete" | "none" | "refused" | "withdrawn" }
  | { status: "later"; afterMs: number | undefined };

/** Writes a card's last text. */
export type CompleteCard = (completion: {
  to: ReplyTarget;
  card: CardState;
  text: string;
  isWanted: () => Promise<boolean>;
}) => Promise<Completion>;

/**
 * Creates what completes cards. Its text is whole, so it may be written again when an answer is lost. `neutralText` stands
 * in for what DingTalk's content check refuses. `pause` keeps all processes from trying a robot's cards.
 */
export function createCompleteCard(options: {
  calls: Pick<CardCalls, "write">;
  neutralText: string;
  pause: (robot: string, ms: number) => Promise<void>;
  sleep: (ms: number) => Promise<void>;
}): CompleteCard {
  const { calls, neutralText, pause, sleep } = options;

  return async ({ to, card, text: wanted, isWanted }) => {
    let text = wanted;
    for (let tries = 0; ;) {
      const turn = { to, maxWaitMs: MAX_WAIT_MS, isWanted };
      const result = await calls.write(turn, card, () => text, true);
      if (mayPass(result)) {
        const waitMs = RETRY_AFTER_MS[tries++];
        if (waitMs === undefined) {
          await pause(to.credential.clientId, PAUSE_MS);
          return { status: "later", afterMs: 10_000 };
        }
        await sleep(waitMs);
      } else if (isUnsafe(result) && text !== neutralText) {
        text = neutralText;
      } else {
        return completionOf(result);
      }
    }
  };
}

const mayPass = (result: CallResult<undefined>): boolean =>
  result.status === "unknown" ||
  (result.status === "failed" && (result.action === "retry" || result.action === "back-off"));

const isUnsafe = (result: CallResult<undefined>): boolean =>
  result.status === "failed" && result.action === "degrade";

function completionOf(result: CallResult<undefined>): Completion {
  switch (result.status) {
    case "done":
      return { status: "complete" };
    case "withdrawn":
      return { status: "withdrawn" };
    case "held": {
      const needsSomebody = result.reason === "permission" || result.reason === "monthly";
      return { status: "later", afterMs: needsSomebody ? undefined : result.retryAfterMs };
    }
    case "unknown":
    case "failed":
      return { status: isNoSuchCard(result) ? "none" : "refused" };
  }
}
