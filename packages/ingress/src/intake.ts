import {
  isTrustedSessionWebhook,
  MalformedCallbackError,
  markdownReply,
  parseRobotMessage,
  type CallbackSecret,
  type ReplyBody,
  type RobotMessage,
} from "@dinglane/dingtalk";
import { mayAlwaysWait, type JobProducer } from "@dinglane/jobs";
import type { Ledger } from "@dinglane/delivery";
import type { Config } from "@dinglane/runtime";
import { jobOf } from "./job-of.ts";
import { laneOf } from "./lane-of.ts";
import type { RefusalReason } from "./refusal-reason.ts";
import {
  boundReached,
  groupId,
  groupIdInGroups,
  maybeNotTaken,
  notTaken,
  redisFull,
  stopped,
  type Words,
} from "./replies.ts";
import type { Asker, JobRoute, Refusal, Route } from "./route.ts";
import type { RejectionReason, UnavailableReason } from "./turned-away-status.ts";
import { withQuote } from "./with-quote.ts";

export interface IntakeOptions {
  admit: (message: RobotMessage) => Refusal | undefined;
  route: (content: RobotMessage["content"], asker: Asker) => Route;
  /** Whether the operator's commands are this asker's to give. */
  isAdmin: (message: RobotMessage) => boolean;
  /** Whether no day's quota holds for who wrote it. */
  isExempt: (message: RobotMessage) => boolean;
  producer: Pick<JobProducer, "add" | "stop">;
  ledger: Pick<Ledger, "receiptFor">;
  config: Pick<Config, "limits" | "session"> & {
    dingtalk: Pick<Config["dingtalk"], "credentials" | "oapiUrl">;
    model: Pick<Config["model"], "maxQuestionTokens" | "maxFileBytes" | "transcription">;
  };
  /** Whether a command would be sent now; the producer's connection sends nothing later. */
  isRedisReady: () => boolean;
  /** Redis has hardly any room left. */
  isRedisFull: () => boolean;
  /** Epoch ms. */
  now: () => number;
}

/** What became of a callback; whoever received it says so in the words of its transport. */
export type IntakeResult = { message?: RobotMessage } & (
  | { outcome: "queued" | "duplicate"; reason: "" }
  /** Carried out here, or by an earlier delivery of the same message. */
  | { outcome: "carried_out"; reason: "stop" | "group_id"; reply: ReplyBody }
  /** Decided against: `reply` tells the asker. */
  | { outcome: "refused"; reason: RefusalReason; reply: ReplyBody }
  /** Not DingTalk's, or not what DingTalk sends: nobody is told. */
  | { outcome: "rejected"; reason: RejectionReason; detail?: string }
  /** Redis did not take it, or gave no answer. */
  | { outcome: "unavailable"; reason: UnavailableReason; reply: ReplyBody; cause: unknown }
);

export type Intake = (json: string, signedBy?: CallbackSecret) => Promise<IntakeResult>;

/**
 * Creates the one path of every message, whatever brought it: parse → admit → route → enqueue. `signedBy` is the
 * secret that vouches for the transport, undefined where unsigned callbacks are allowed.
 */
export function createIntake(options: IntakeOptions): Intake {
  const { config, producer, ledger, isRedisReady, now } = options;
  const { timeoutSeconds } = config.session;
  const secretOf = new Map(config.dingtalk.credentials.map((known) => [known.clientId, known.clientSecret]));

  async function enqueue(message: RobotMessage, route: JobRoute): Promise<IntakeResult> {
    // A full Redis would break what workers have to write, so new work stays out before it is.
    if (options.isRedisFull() && !mayAlwaysWait(route.type))
      return refused(message, "redis_full", redisFull());
    const gainsContext = route.type === "switch-mode" && route.mode === "multiTurn";
    const added = await producer.add({
      ...jobOf(message, route, now()),
      lane: laneOf(message, route.type),
      receipt: ledger.receiptFor(message),
      isExempt: options.isExempt(message),
      ...(gainsContext ? { serialSeconds: timeoutSeconds } : {}),
    });
    if (added.status !== "refused") {
      return { outcome: added.status === "added" ? "queued" : "duplicate", reason: "", message };
    }
    return refused(message, added.bound, boundReached(added.bound, config.limits, added.retryAfterMs));
  }

  /** Frees room, so it is carried out however full Redis is. */
  async function stop(message: RobotMessage): Promise<IntakeResult> {
    const { count } = await producer.stop({
      lane: laneOf(message, "answer-message"),
      receipt: ledger.receiptFor(message),
      nowMs: now(),
    });
    return { outcome: "carried_out", reason: "stop", message, reply: replyTo(message, stopped(count)) };
  }

  return async (json, signedBy) => {
    let message: RobotMessage;
    try {
      message = parseRobotMessage(JSON.parse(json));
    } catch (error) {
      return { outcome: "rejected", reason: "malformed", detail: malformationOf(error) };
    }
    // By its key, not its robotCode: whatever names a robot of ours leads to that robot's ledger and lanes.
    const ownSecret = secretOf.get(message.robotKey);
    if (signedBy !== undefined && ownSecret !== undefined && ownSecret !== signedBy.secret) {
      return { outcome: "rejected", reason: "forged", message };
    }
    // The body is not signed: without this check a replayed signature would make us post anywhere.
    if (!isTrustedSessionWebhook(message.sessionWebhook, config.dingtalk.oapiUrl)) {
      return { outcome: "rejected", reason: "strange_webhook", message };
    }
    const decision =
      options.admit(message) ??
      withQuote(options.route(message.content, { isAdmin: options.isAdmin(message) }), message, config.model);
    if (decision.type === "refusal") return refused(message, decision.reason, decision.words);
    if (decision.type === "show-group-id") return showGroupId(message);
    const wasReady = isRedisReady();
    try {
      return await (decision.type === "stop" ? stop(message) : enqueue(message, decision));
    } catch (cause) {
      return unavailable(message, wasReady && !isRedisReply(cause) ? "no_answer" : "not_taken", cause);
    }
  };
}

/** Needs neither Redis nor a worker. */
function showGroupId(message: RobotMessage): IntakeResult {
  const { type, id } = message.conversation;
  const words = type === "group" ? groupId(id) : groupIdInGroups();
  return { outcome: "carried_out", reason: "group_id", message, reply: replyTo(message, words) };
}

function unavailable(message: RobotMessage, reason: UnavailableReason, cause: unknown): IntakeResult {
  const words = reason === "not_taken" ? notTaken() : maybeNotTaken();
  return { outcome: "unavailable", reason, message, reply: replyTo(message, words), cause };
}

/**
 * An error that Redis itself answered: it did nothing. Whatever else ends a command that was sent (a timeout, a lost
 * connection, which ioredis tells apart by words only) leaves open whether Redis has carried it out, or still will.
 */
const isRedisReply = (error: unknown): boolean => error instanceof Error && error.name === "ReplyError";

function refused(message: RobotMessage, reason: RefusalReason, words: Words): IntakeResult {
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
