import { type CardFaults, createCardFaults } from "./cards/card-faults.ts";
import { createApiFaults, type ApiFaults } from "./openapi/api-faults.ts";
import { createStreamFaults, type StreamFaults } from "./stream/stream-faults.ts";

/** What goes wrong with one post to a webhook. Whether people still see the message is in each line. */
export type WebhookFault =
  /** Refused with this code, for instance -1 (busy) or 430104; not seen. */
  | { kind: "errcode"; errcode: number; errmsg?: string }
  /** Answered normally, but late. */
  | { kind: "slow"; delayMs: number }
  /** Seen and recorded, then the socket is torn: the sender cannot know. */
  | { kind: "lost" }
  /** The socket is torn before the message is taken; not seen. */
  | { kind: "torn" }
  /** Taken, seen, never answered. */
  | { kind: "hang" }
  /** The page of an IP block (HTTP 200 and HTML); not seen. */
  | { kind: "html" }
  /** Seen, and answered with `"errcode":"0"`. */
  | { kind: "string-errcode" };

/** Knobs that tests turn while the simulator runs. They say what DingTalk may do, so all are off at first. */
export interface Faults {
  /** Used up from the front, one by each post to a webhook that has a living session. */
  webhookQueue: WebhookFault[];
  /** Every post that the queue leaves over. */
  webhook: WebhookFault | undefined;
  /** Accepted posts per robot, conversation and minute; more are 130101 for ten minutes. DingTalk says 20. */
  webhookPerMinute: number | undefined;
  /** Every callback again, this many times, this long after the first: same msgId. */
  redelivery: { times: number; delayMs: number } | undefined;
  stream: StreamFaults;
  api: ApiFaults;
  card: CardFaults;
}

/** Nothing goes wrong. */
export function createFaults(): Faults {
  return {
    webhookQueue: [],
    webhook: undefined,
    webhookPerMinute: undefined,
    redelivery: undefined,
    stream: createStreamFaults(),
    api: createApiFaults(),
    card: createCardFaults(),
  };
}
