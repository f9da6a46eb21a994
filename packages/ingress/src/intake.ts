import {
  isTrustedSessionWebhook,
  MalformedCallbackError,
  markdownReply,
  parseRobotMessage,
  type CallbackSecret,
  type ReplyBody,
  type RobotMessage,
} from "@dinglane/dingtalk";
import type { JobProducer } from "@dinglane/jobs";
import type { Ledger } from "@dinglane/delivery";
import type { Config } from "@dinglane/runtime";
import { jobOf } from "./job-of.ts";
import { laneOf } from "./lane-of.ts";
import { boundReached, unavailable, type Words } from "./replies.ts";
import type { JobRoute, Refusal } from "./route-message.ts";

export interface IntakeOptions {
  admit: (message: RobotMessage) => Refusal | undefined;
  route: (content: RobotMessage["content"]) => JobRoute | Refusal;
  producer: Pick<JobProducer, "add">;
  ledger: Pick<Ledger, "receiptFor">;
  config: Pick<Config, "limits"> & { dingtalk: Pick<Config["dingtalk"], "credentials" | "oapiUrl"> };
  /** Epoch ms. */
  now: () => number;
}

/** What became of a callback; whoever received it says so in the words of its transport. */
export type IntakeResult = { message?: RobotMessage } & (
  | { outcome: "queued" | "duplicate"; reason: "" }
  /** Decided against: `reply` tells the asker. */
  | { outcome: "refused"; reason: string; reply: ReplyBody }
  /** Not DingTalk's, or not what DingTalk sends: nobody is told. */
  | { outcome: "rejected"; reason: "malformed" | "strange_webhook" | "forged"; detail?: string }
  /** Redis did not take it. */
  | { outcome: "unavailable"; reason: ""; reply: ReplyBody; cause: unknown }
);

export type Intake = (json: string, signedBy?: CallbackSecret) => Promise<IntakeResult>;

/**
 * Creates the one path of every message, whatever brought it: parse → admit → route → enqueue. `signedBy` is the
 * secret that vouches for the transport, undefined where unsigned callbacks are allowed.
 */
export function createIntake(options: IntakeOptions): Intake {
  const { config, producer, ledger, now } = options;
  const secretOf = new Map(config.dingtalk.credentials.map((known) => [known.clientId, known.clientSecret]));

  async function enqueue(message: RobotMessage, route: JobRoute): Promise<IntakeResult> {
    let added;
    try {
      added = await producer.add({
        ...jobOf(message, route, now()),
        lane: laneOf(message, route.type),
        receipt: ledger.receiptFor(message),
      });
    } catch (cause) {
      return { outcome: "unavailable", reason: "", message, reply: replyTo(message, unavailable()), cause };
    }
    if (added.status !== "refused") {
      return { outcome: added.status === "added" ? "queued" : "duplicate", reason: "", message };
    }
    return refused(message, added.bound, boundReached(added.bound, config.limits, added.retryAfterMs));
  }

  return async (json, signedBy) => {
    let message: RobotMessage;
    try {
      message = parseRobotMessage(JSON.parse(json));
    } catch (error) {
      return { outcome: "rejected", reason: "malformed", detail: malformationOf(error) };
    }
    const ownSecret = message.robotCode === undefined ? undefined : secretOf.get(message.robotCode);
    if (signedBy !== undefined && ownSecret !== undefined && ownSecret !== signedBy.secret) {
      return { outcome: "rejected", reason: "forged", message };
    }
    // The body is not signed: without this check a replayed signature would make us post anywhere.
    if (!isTrustedSessionWebhook(message.sessionWebhook, config.dingtalk.oapiUrl)) {
      return { outcome: "rejected", reason: "strange_webhook", message };
    }
    const decision = options.admit(message) ?? options.route(message.content);
    if (decision.type === "refusal") return refused(message, decision.reason, decision.words);
    return enqueue(message, decision);
  };
}

function refused(message: RobotMessage, reason: string, words: Words): IntakeResult {
  return { outcome: "refused", reason, message, reply: replyTo(message, words) };
}

function replyTo(message: RobotMessage, words: Words): ReplyBody {
  if (message.conversation.type === "oneToOne") return markdownReply(words);
  const { staffId, nick } = message.sender;
  return markdownReply({ ...words, at: staffId === undefined ? { nick } : { staffId, nick } });
}

/** For the log: what is wrong and where. JSON.parse's own words quote the body, so they are left out. */
function malformationOf(error: unknown): string {
  if (error instanceof MalformedCallbackError) return `${error.code} ${error.path}`.trimEnd();
  if (error instanceof SyntaxError) return "not_json";
  throw error;
}
