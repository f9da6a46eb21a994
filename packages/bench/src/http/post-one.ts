import { randomUUID } from "node:crypto";
import { callbackBody, callbackHeaders, TAKEN } from "./callback-body.ts";

/** Posts one callback, a message of its own; resolves when it has been taken. */
export async function postOne(url: string, webhookOrigin: string): Promise<void> {
  const body = callbackBody({ webhookOrigin, msgId: `msg${randomUUID()}==`, user: `u${randomUUID()}` });
  const response = await fetch(url, { method: "POST", headers: callbackHeaders(), body });
  if ((await response.text()) !== TAKEN) throw new Error(`${url}: not taken, ${response.status}`);
}
