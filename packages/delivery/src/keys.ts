/** How long a message's ledger entry lives: DingTalk redelivers within minutes, operators retry within a day. */
export const LEDGER_TTL_SECONDS = 24 * 60 * 60;

/** Hash: everything that is known about the one outcome of one message. */
export const ledgerKey = (prefix: string, robotKey: string, msgId: string): string =>
  `${prefix}:ledger:${robotKey}:${msgId}`;

/** String: DingTalk finds this robot too fast in this conversation; lives until it may be spoken in again. */
export const backOffKey = (prefix: string, conversation: string): string =>
  `${prefix}:backoff:${conversation}`;
