import type { CallbackRecord } from "./callback-record.ts";
import { composeMessage } from "./compose-message.ts";
import type { Directory } from "./directory.ts";
import type { Faults } from "./faults.ts";
import type { Journal } from "./journal.ts";
import { createRedeliveries } from "./redeliveries.ts";
import type { SaidMessage } from "./said-message.ts";
import { saidParts } from "./said-parts.ts";
import type { SayOptions } from "./say-options.ts";
import type { SessionStore } from "./session-store.ts";
import { takeReply } from "./take-reply.ts";
import type { Timeline } from "./timeline.ts";
import { UnknownNameError } from "./unknown-name-error.ts";

const MAX_REMEMBERED = 5_000;

export interface SpeakerOptions {
  directory: Directory;
  sessions: SessionStore;
  journal: Journal;
  timeline: Timeline;
  faults: Faults;
  baseUrl: string;
  /** Hands a message to the robot, by HTTP or stream. */
  deliver: (message: SaidMessage) => Promise<CallbackRecord>;
  now: () => number;
}

export interface Speaker {
  readonly callbacks: readonly CallbackRecord[];
  say(this: void, options: SayOptions): Promise<CallbackRecord>;
  redeliver(this: void, msgId: string): Promise<CallbackRecord>;
  /** @throws UnknownNameError */
  said(this: void, msgId: string): SaidMessage;
  /** The conversation a message was said in. */
  placeOf(this: void, msgId: string): string | undefined;
  close(): void;
}

/** People's mouths: makes callbacks of what they say, posts them, and shows what comes back in the response. */
export function createSpeaker(options: SpeakerOptions): Speaker {
  const { directory, sessions, journal, timeline, now } = options;
  const callbacks: CallbackRecord[] = [];
  const remembered = new Map<string, SaidMessage>();

  const said = (msgId: string): SaidMessage => {
    const found = remembered.get(msgId);
    if (found === undefined) {
      throw new UnknownNameError("message", msgId);
    }
    return found;
  };

  const post = async (message: SaidMessage): Promise<CallbackRecord> => {
    const record = message.isPushed ? await options.deliver(message) : notPushed(message, now());
    callbacks.push(record);
    if (callbacks.length > MAX_REMEMBERED) {
      callbacks.shift();
    }
    const { msgId, outcome, status } = record;
    const conversationId = message.conversation.id;
    const answered = status === undefined ? {} : { status };
    timeline.add({ kind: "callback", conversationId, msgId, outcome, ...answered, atMs: now() });
    takeResponse(message, record, options);
    return record;
  };

  const redeliveries = createRedeliveries(options.faults, post);

  return {
    callbacks,
    said,
    placeOf: (msgId) => remembered.get(msgId)?.conversation.id,
    async say(sayOptions) {
      const surroundings = { baseUrl: options.baseUrl, nowMs: now(), deliveriesBefore: journal.count() };
      const message = composeMessage(sayOptions, directory, sessions, surroundings);
      if (!remembered.has(message.msgId)) {
        timeline.add(saidEvent(message));
      }
      remembered.set(message.msgId, message);
      forgetOldest(remembered);
      const record = await post(message);
      if (message.isPushed) {
        redeliveries.follow(message, record);
      }
      return record;
    },
    redeliver: async (msgId) => post(said(msgId)),
    close: redeliveries.close,
  };
}

function notPushed({ msgId }: SaidMessage, atMs: number): CallbackRecord {
  return { msgId, via: "http", outcome: "not-pushed", durationMs: 0, atMs };
}

/** DingTalk shows the body of a 200 as a message, unless it says `empty` or is no message at all. */
function takeResponse(message: SaidMessage, record: CallbackRecord, options: SpeakerOptions): void {
  const { body, status, via } = record;
  // What comes back by stream is no message: the reply goes to the webhook.
  if (via === "stream") {
    return;
  }
  const isMessage = typeof body === "object" && body !== null && "msgtype" in body;
  if (status !== 200 || !isMessage || body.msgtype === "empty") {
    return;
  }
  const source = {
    via: "response" as const,
    robot: message.robot.clientId,
    conversationId: message.conversation.id,
    msgId: message.msgId,
    body,
    bytes: Buffer.byteLength(JSON.stringify(body)),
  };
  takeReply(source, { shown: true }, options);
}

function saidEvent(message: SaidMessage): Parameters<Timeline["add"]>[0] {
  const { msgId, msgtype, typed: text, atMs } = message;
  return {
    kind: "said",
    conversationId: message.conversation.id,
    msgId,
    person: message.person.id,
    msgtype,
    text,
    atMs,
    ...saidParts(message.callbackBody),
  };
}

function forgetOldest(remembered: Map<string, SaidMessage>): void {
  const [oldest] = remembered.keys();
  if (remembered.size > MAX_REMEMBERED && oldest !== undefined) {
    remembered.delete(oldest);
  }
}
