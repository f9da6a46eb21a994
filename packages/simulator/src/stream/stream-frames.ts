import { randomBytes } from "node:crypto";
import { CORP_ID } from "../compose-message.ts";

const APP_ID = "6e4f4b3a-52c1-4b8d-9b43-f0b1f0a3d1c7";

/** A frame for a robot: a message, a button, an event. `data` is JSON. */
export function pushFrame(push: {
  topic: string;
  /** Of an event, such as user_add_org. */
  eventType?: string;
  connectionId: string;
  messageId: string;
  data: string;
  nowMs: number;
}): string {
  const { topic, connectionId, messageId, data, nowMs } = push;
  return JSON.stringify({
    specVersion: "1.0",
    type: topic === "*" ? "EVENT" : "CALLBACK",
    headers: {
      appId: APP_ID,
      connectionId,
      contentType: "application/json",
      messageId,
      time: String(nowMs),
      topic,
      ...(topic === "*" ? eventHeaders(push.eventType ?? "user_add_org", messageId, nowMs) : {}),
    },
    data,
  });
}

function eventHeaders(eventType: string, messageId: string, nowMs: number): Record<string, string> {
  return {
    eventType,
    eventId: `event-${messageId}`,
    eventBornTime: String(nowMs),
    eventCorpId: CORP_ID,
    eventUnifiedAppId: APP_ID,
  };
}

/** A frame about the connection itself. `disconnect` and the like come without a messageId. */
export function systemFrame(topic: string, data: unknown, nowMs: number, messageId?: string): string {
  const headers = {
    topic,
    contentType: "application/json",
    ...(messageId === undefined ? {} : { messageId }),
    time: String(nowMs),
  };
  return JSON.stringify({ specVersion: "1.0", type: "SYSTEM", headers, data: JSON.stringify(data) });
}

/** In DingTalk's shape, and never the same twice. */
export function newMessageId(nowMs: number): string {
  return `${randomBytes(4).toString("hex")}_${nowMs % 1000}_${nowMs.toString(16)}_${randomBytes(3).toString("hex")}`;
}
