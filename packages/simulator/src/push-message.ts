import type { CallbackRecord } from "./callback-record.ts";
import type { SaidMessage } from "./said-message.ts";
import type { Push } from "./stream/push-to-connection.ts";
import type { PushRecord } from "./stream/stream-record.ts";

const ROBOT_TOPIC = "/v1.0/im/bot/messages/get";

/** Pushes what somebody said down one of the robot's stream connections. */
export async function pushMessage(
  said: SaidMessage,
  push: (push: Push) => Promise<PushRecord>,
  now: () => number,
): Promise<CallbackRecord> {
  const atMs = now();
  const startedAt = performance.now();
  const { outcome, code, data } = await push({
    robot: said.robot.clientId,
    topic: ROBOT_TOPIC,
    data: JSON.stringify(said.callbackBody),
    msgId: said.msgId,
  });
  return {
    msgId: said.msgId,
    via: "stream",
    outcome: outcome === "acked" ? "answered" : outcome === "no-connection" ? "unreachable" : "timeout",
    ...(outcome === "acked" && code !== undefined ? { status: code, body: data } : {}),
    atMs,
    durationMs: performance.now() - startedAt,
  };
}
