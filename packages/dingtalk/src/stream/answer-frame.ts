import type { FrameAnswer } from "./frame-answer.ts";
import type { Frame } from "./frame.ts";
import type { StreamListeners } from "./stream-client.ts";
import { CARD_TOPIC, ROBOT_TOPIC } from "./stream-topics.ts";

/** Why a push was answered with a 500. */
export type ListenerFault = { kind: "threw"; err: unknown } | { kind: "too_late" };

export interface AnswerFrameOptions {
  listeners: StreamListeners;
  listenerTimeoutMs: number;
  /** The same for a button, whose presser is waiting. */
  pressTimeoutMs: number;
  onFault: (topic: string, fault: ListenerFault) => void;
}

const NO_RESPONSE = { response: null };

/** What a frame is answered with; undefined for one that wants no answer. Never rejects, and always settles. */
export async function answerFrame(
  { type, headers, data }: Frame,
  options: AnswerFrameOptions,
): Promise<FrameAnswer | undefined> {
  switch (type) {
    case "SYSTEM":
      // The opaque of a ping goes back as it came. KEEPALIVE, REGISTERED and the like want no answer.
      return headers.topic === "ping" ? { code: 200, message: "OK", data } : undefined;
    case "EVENT":
      return { code: 200, message: "OK", data: { status: "SUCCESS", message: "" } };
    case "CALLBACK":
      return answerCallback(headers.topic, data, options);
    default:
      return undefined;
  }
}

async function answerCallback(
  topic: string,
  json: string,
  { listeners, listenerTimeoutMs, pressTimeoutMs, onFault }: AnswerFrameOptions,
): Promise<FrameAnswer> {
  const call = listenerOf(topic, listeners);
  if (call === undefined) return { code: 404, message: "unknown topic", data: NO_RESPONSE };
  const late = Promise.withResolvers<undefined>();
  const timeoutMs = topic === CARD_TOPIC ? pressTimeoutMs : listenerTimeoutMs;
  const timer = setTimeout(() => late.resolve(undefined), timeoutMs);
  try {
    const answer = await Promise.race([call(json), late.promise]);
    if (answer !== undefined) return answer;
    onFault(topic, { kind: "too_late" });
    return notTaken("no answer in time");
  } catch (err) {
    onFault(topic, { kind: "threw", err });
    return notTaken("failed");
  } finally {
    clearTimeout(timer);
  }
}

function listenerOf(
  topic: string,
  { onRobotMessage, onCardCallback }: StreamListeners,
): ((json: string) => Promise<FrameAnswer>) | undefined {
  if (topic === ROBOT_TOPIC) {
    return async (json) =>
      (await onRobotMessage(json)) === "taken"
        ? { code: 200, message: "OK", data: NO_RESPONSE }
        : notTaken("not taken");
  }
  if (topic === CARD_TOPIC && onCardCallback !== undefined) {
    return async (json) => ({ code: 200, message: "OK", data: { response: await onCardCallback(json) } });
  }
  return undefined;
}

function notTaken(message: string): FrameAnswer {
  return { code: 500, message, data: NO_RESPONSE };
}
