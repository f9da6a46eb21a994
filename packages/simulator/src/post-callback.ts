import { signCallback } from "@dinglane/dingtalk";
import { parsedOrText } from "./parsed-or-text.ts";
import type { CallbackRecord } from "./callback-record.ts";
import type { SaidMessage } from "./said-message.ts";

/** Posts a callback as DingTalk does: signed now, no redirects followed, given up after `timeoutMs`. */
export async function postCallback(
  url: string | undefined,
  said: SaidMessage,
  timeoutMs: number,
  now: () => number,
): Promise<CallbackRecord> {
  const atMs = now();
  const startedAt = performance.now();
  const record = (rest: Pick<CallbackRecord, "outcome" | "status" | "body">): CallbackRecord => ({
    msgId: said.msgId,
    via: "http",
    atMs,
    durationMs: performance.now() - startedAt,
    ...rest,
  });
  if (url === undefined) {
    return record({ outcome: "unreachable" });
  }
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: callbackHeaders(said, atMs),
      body: JSON.stringify(said.callbackBody),
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    return record({ outcome: "answered", status: response.status, body: parsedOrText(text) });
  } catch (error) {
    const isTimeout = error instanceof DOMException && error.name === "TimeoutError";
    return record({ outcome: isTimeout ? "timeout" : "unreachable" });
  }
}

function callbackHeaders(said: SaidMessage, atMs: number): Record<string, string> {
  const timestamp = String(atMs);
  const headers = {
    "content-type": "application/json; charset=utf-8",
    timestamp,
    sign: signCallback(timestamp, said.robot.clientSecret),
    ...said.headers,
  };
  const entries = Object.entries(headers);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
