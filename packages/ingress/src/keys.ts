import { escapeId } from "./escape-id.ts";

/** The same refusal is told to one person at most once in this time. */
export const NOTICE_TTL_MS = 60_000;

/** String: this person was told this by this robot within the last minute. */
export const noticeKey = (prefix: string, robotKey: string, user: string, reason: string): string =>
  `${prefix}:notice:${escapeId(robotKey)}:${reason}:${escapeId(user)}`;

/** As long as the ledger remembers a message. */
export const ANSWER_TTL_MS = 24 * 60 * 60 * 1000;

/** String: what this message asked for was told by sessionWebhook, or is being told. */
export const answerKey = (prefix: string, robotKey: string, msgId: string): string =>
  `${prefix}:told:${escapeId(robotKey)}:${escapeId(msgId)}`;

/** Hash: a card's 停止 was carried out, and what it stopped; lives as long as the ledger remembers the message. */
export const pressKey = (prefix: string, outTrackId: string): string =>
  `${prefix}:pressed:${escapeId(outTrackId)}`;
