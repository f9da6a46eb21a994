import { createHmac } from "node:crypto";

/** The headers of a callback as DingTalk signs it: https://open.dingtalk.com/document/development/receive-message */
export function signCallback(secret: string, epochMs: number): { timestamp: string; sign: string } {
  const timestamp = String(Math.round(epochMs));
  return {
    timestamp,
    sign: createHmac("sha256", secret).update(`${timestamp}\n${secret}`).digest("base64"),
  };
}
