import type { Redis } from "ioredis";
import { cardOwnerKey, cardPauseKey, LEDGER_TTL_SECONDS } from "../keys.ts";
import type { JobLock } from "../ledger.ts";
import { loadScript } from "../load-script.ts";
import type { Reply } from "../reply.ts";
import type { CardOwner } from "./card-owner.ts";
import { nextCard, parseCardState, type CardState } from "./card-state.ts";

/** What is known of cards, in ledger entries and beside them. */
export interface CardRecords {
  /**
   * Notes that a message is about to get its card, or goes on with the one it has. Undefined when this run has lost the
   * job's lock, or the message has its outcome already. `isNew`: nobody has asked for it before.
   */
  begin(message: {
    key: string;
    lock: JobLock;
    owner: CardOwner;
    contentKey: string;
  }): Promise<{ card: CardState; isNew: boolean } | undefined>;
  /** The card is there, or, with `closed`, nobody will ever see it. */
  settleOpening(opening: {
    key: string;
    lock: JobLock;
    card: CardState;
    state: "open" | "closed";
  }): Promise<CardState>;
  mayWrite(key: string, lock: JobLock): Promise<boolean>;
  /** What people have seen of an answer, as the model said it, for the attempt that turns out to be the last. */
  keepSeen(key: string, lock: JobLock, text: string): Promise<void>;
  seen(key: string): Promise<string | undefined>;
  /** The reply goes as messages; the card is owed its end. */
  leave(key: string, card: CardState, closeAfterMs: number): Promise<void>;
  /** The card is complete. `then`: what this makes of the message; with `rest` that part of its reply is still to be sent. */
  close(key: string, card: CardState, then?: "replied" | "apologised" | { rest: Reply }): Promise<void>;
  isPaused(robot: string): Promise<boolean>;
  /** No cards for a while: DingTalk takes none until somebody has mended something. */
  pause(robot: string, ms: number): Promise<void>;
}

/** `debtsKey`: where messages wait for whoever pays what is owed. */
export function createCardRecords(options: {
  redis: Redis;
  prefix: string;
  debtsKey: string;
  now: () => number;
}): CardRecords {
  const { redis, prefix, debtsKey, now } = options;
  const beginScript = loadScript(new URL("begin-card.lua", import.meta.url));
  const mayWriteScript = loadScript(new URL("may-write.lua", import.meta.url));
  const keepSeenScript = loadScript(new URL("keep-seen.lua", import.meta.url));
  const leaveScript = loadScript(new URL("leave-card.lua", import.meta.url));
  const noteScript = loadScript(new URL("../note.lua", import.meta.url));
  const settleScript = loadScript(new URL("settle-opening.lua", import.meta.url));

  return {
    async begin({ key, lock, owner, contentKey }) {
      const before = (await redis.hget(key, "card")) ?? "";
      const known = parseCardState(before === "" ? undefined : before);
      const card = nextCard(owner, known, contentKey);
      const keys = [lock.key, key, cardOwnerKey(prefix, card.outTrackId)];
      const args = [lock.token, before, JSON.stringify(card), JSON.stringify(owner), LEDGER_TTL_SECONDS];
      return (await beginScript(redis, keys, args)) === 1 ? { card, isNew: card !== known } : undefined;
    },
    async settleOpening({ key, lock, card, state }) {
      const settled = { ...card, state };
      const args = [lock.token, JSON.stringify(card), JSON.stringify(settled)];
      await settleScript(redis, [lock.key, key], args);
      return settled;
    },
    async mayWrite(key, lock) {
      return (await mayWriteScript(redis, [lock.key, key], [lock.token])) === 1;
    },
    async keepSeen(key, lock, text) {
      await keepSeenScript(redis, [lock.key, key], [lock.token, text]);
    },
    async seen(key) {
      return (await redis.hget(key, "seen")) ?? undefined;
    },
    async leave(key, card, closeAfterMs) {
      const left = JSON.stringify({ ...card, state: "left" });
      await leaveScript(redis, [debtsKey, key], [left, now() + closeAfterMs]);
    },
    async close(key, card, then) {
      const closed = JSON.stringify({ ...card, state: "closed" });
      await noteScript(redis, [key], ["card", closed, ...consequenceOf(then, now())]);
    },
    async isPaused(robot) {
      return (await redis.exists(cardPauseKey(prefix, robot))) === 1;
    },
    async pause(robot, ms) {
      await redis.set(cardPauseKey(prefix, robot), "1", "PX", ms);
    },
  };
}

/** Field and value. */
function consequenceOf(then: Parameters<CardRecords["close"]>[2], nowMs: number): string[] {
  if (then === undefined) return [];
  if (then === "replied") return ["replied", String(nowMs)];
  return then === "apologised" ? ["apology", "paid"] : ["reply", JSON.stringify(then.rest)];
}
