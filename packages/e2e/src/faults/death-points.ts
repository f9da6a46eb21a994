import { robot } from "../start-stack.ts";
import type { DeathPoint } from "./start-death-point.ts";

const SHARD = "dinglane:{0}";
const ledgerKeyOf = (msgId: string): string => `${SHARD}:ledger:${robot.clientId}:${msgId}`;

/** The keys of a script call: EVALSHA, hash, number of keys, keys, arguments. */
function keysOf([name = "", , count = "0", ...rest]: readonly string[]): string[] {
  return /^eval(sha)?$/i.test(name) ? rest.slice(0, Number(count)) : [];
}

/** The steps of a message's life in Redis, told by what a process sends for them. */
export const steps = {
  /** Ingress' add script, and its stop script: both write the message's ledger entry. */
  intake: (msgId) => (words) => keysOf(words).includes(ledgerKeyOf(msgId)),
  commit: (msgId) => (words) => keysOf(words)[0]?.endsWith(":lock") === true && names(words, msgId),
  lease: (msgId) => (words) => keysOf(words).length === 2 && keysOf(words)[0] === ledgerKeyOf(msgId),
  mark: (msgId) => (words) => isWrite(words, msgId) && words.includes("part:0"),
  finish: (msgId) => (words) =>
    keysOf(words)[3] === `${SHARD}:debts` && keysOf(words).length === 4 && words.includes(ledgerKeyOf(msgId)),
  /** BullMQ's moveToDelayed. */
  postpone: () => (words) => keysOf(words).length === 11 && keysOf(words)[3] === `${SHARD}:chat:delayed`,
  markApology: (msgId) => (words) => isWrite(words, msgId) && words.includes("apology"),
} as const satisfies Record<string, (msgId: string) => DeathPoint["isAt"]>;

const names = (words: readonly string[], msgId: string): boolean =>
  keysOf(words).includes(ledgerKeyOf(msgId));

const isWrite = (words: readonly string[], msgId: string): boolean =>
  keysOf(words).length === 1 && names(words, msgId);
