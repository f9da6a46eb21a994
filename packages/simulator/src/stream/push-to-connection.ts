import type { StreamConnection } from "./stream-connection.ts";
import type { StreamFaults } from "./stream-faults.ts";
import { newMessageId, pushFrame } from "./stream-frames.ts";
import type { PushRecord } from "./stream-record.ts";

/** Something for a robot. */
export interface Push {
  robot: string;
  topic: string;
  /** JSON. */
  data: string;
  msgId?: string;
  /** Of an event (topic `*`); default user_add_org. */
  eventType?: string;
}

/**
 * Sends one push down one connection; resolves with its record when the ack is there, or the window for it over.
 * An ack that comes later is still written into the record.
 */
export async function pushToConnection(
  connection: StreamConnection,
  push: Push,
  options: { ackWindowMs: number; faults: StreamFaults; now: () => number },
): Promise<PushRecord> {
  const { ackWindowMs, faults, now } = options;
  const { topic, robot, msgId, data } = push;
  const messageId = newMessageId(now());
  const record: PushRecord = {
    topic,
    robot,
    messageId,
    ...(msgId === undefined ? {} : { msgId }),
    connectionId: connection.view.id,
    outcome: "no-ack",
    atMs: now(),
  };
  const startedAt = performance.now();
  const frame = pushFrame({
    topic,
    ...(push.eventType === undefined ? {} : { eventType: push.eventType }),
    connectionId: connection.view.id,
    messageId,
    data,
    nowMs: record.atMs,
  });
  const window = Promise.withResolvers<void>();
  const timer = setTimeout(window.resolve, ackWindowMs);
  let isOver = false;
  async function awaitAck(): Promise<void> {
    const ack = await connection.ask(frame, messageId);
    if (ack === undefined) {
      if (!isOver) record.outcome = "connection-lost";
      return;
    }
    record.ackMs = performance.now() - startedAt;
    record.code = ack.code;
    record.data = ack.data;
    if (isOver) return;
    const isDropped = faults.dropAcks > 0;
    if (isDropped) faults.dropAcks -= 1;
    record.outcome = isDropped ? "ack-dropped" : "acked";
  }
  await Promise.race([awaitAck(), window.promise]);
  clearTimeout(timer);
  isOver = true;
  return record;
}
