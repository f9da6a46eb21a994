import { createHmac } from "node:crypto";

/**
 * The `sign` header of a robot callback.
 * https://open.dingtalk.com/document/development/receive-message
 */
export function signCallback(timestamp: string, clientSecret: string): string {
  return createHmac("sha256", clientSecret).update(`${timestamp}\n${clientSecret}`).digest("base64");
}
