import { createHmac, timingSafeEqual } from "node:crypto";

/** A callback older (or newer) than this is refused: "timestamp 与系统当前时间戳相差 1 小时以上" (D:receive-message). */
const MAX_AGE_MS = 60 * 60 * 1000;
/** Of a SHA-256 in base64. That much about it is no secret, and timingSafeEqual takes only equal lengths. */
const SIGNATURE_BYTES = 44;

/** A secret that may have signed a callback; `id` names the credential it belongs to. */
export interface CallbackSecret {
  id?: string;
  secret: string;
}

/** `missing`: no header; `stale`: over an hour off; `forged`: no secret of ours made the signature. */
export type CallbackVerdict =
  | { ok: true; matched: CallbackSecret }
  | { ok: false; reason: "missing" | "stale" | "forged" };

/**
 * Checks the `timestamp` and `sign` headers of a callback against every secret, in constant time.
 * The signature covers the timestamp only, not the body: what the body says about a sessionWebhook is not trusted by it.
 * An empty secret matches nothing.
 */
export function verifyCallback(
  headers: { timestamp: string | undefined; sign: string | undefined },
  secrets: readonly CallbackSecret[],
  nowMs: number,
): CallbackVerdict {
  const { timestamp, sign } = headers;
  if (!timestamp || !sign) return { ok: false, reason: "missing" };
  if (!/^\d{1,15}$/.test(timestamp)) return { ok: false, reason: "forged" };

  const given = Buffer.from(sign);
  if (given.length !== SIGNATURE_BYTES) return { ok: false, reason: "forged" };
  let matched: CallbackSecret | undefined;
  for (const candidate of secrets) {
    // No early end: the time taken must not tell which secret, or how much of it, was right.
    const isEqual = timingSafeEqual(given, signatureOf(timestamp, candidate.secret));
    if (isEqual && candidate.secret !== "" && (matched === undefined || matched.id === undefined)) {
      matched = candidate;
    }
  }
  if (matched === undefined) return { ok: false, reason: "forged" };
  if (Math.abs(nowMs - Number(timestamp)) > MAX_AGE_MS) return { ok: false, reason: "stale" };
  return { ok: true, matched };
}

const signatureOf = (timestamp: string, secret: string): Buffer =>
  Buffer.from(createHmac("sha256", secret).update(`${timestamp}\n${secret}`).digest("base64"));
