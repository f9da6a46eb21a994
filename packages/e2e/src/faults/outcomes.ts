import { setTimeout as sleep } from "node:timers/promises";
import type { Stack } from "../start-stack.ts";

export interface Outcomes {
  /** Nobody ever saw an outcome. */
  silent: string[];
  /** Seen more than once. */
  repeated: string[];
  /** Its first outcome was seen after the one of a later message of the same user. */
  outOfOrder: string[];
  /** Seen, at least once, with other words than `answerTo` its text. */
  wrong: string[];
}

interface Spoken {
  msgId: string;
  user: string;
  text: string;
}

/** What the model of these tests says. */
export const answerTo = (text: string): string => `答：${text}`;

/** What people saw of messages; `said` holds each user's in the order they were said. */
export function outcomesOf(stack: Stack, said: readonly Spoken[]): Outcomes {
  const shown = new Map<string, Stack["simulator"]["deliveries"]>();
  for (const delivery of stack.simulator.deliveries) {
    if (delivery.shown && delivery.msgId !== undefined)
      shown.set(delivery.msgId, [...(shown.get(delivery.msgId) ?? []), delivery]);
  }
  const outcomes: Outcomes = { silent: [], repeated: [], outOfOrder: [], wrong: [] };
  const latest = new Map<string, number>();
  for (const { msgId, user, text } of said) {
    const seen = shown.get(msgId) ?? [];
    const [first] = seen;
    if (seen.length > 1) outcomes.repeated.push(msgId);
    if (seen.some((delivery) => !delivery.text.includes(answerTo(text)))) outcomes.wrong.push(msgId);
    if (first === undefined) {
      outcomes.silent.push(msgId);
    } else {
      if (first.number < (latest.get(user) ?? 0)) outcomes.outOfOrder.push(msgId);
      latest.set(user, Math.max(first.number, latest.get(user) ?? 0));
    }
  }
  return outcomes;
}

const LOOK_EVERY_MS = 250;

/**
 * Waits for every message's outcome, for as long as outcomes still come: a slow machine is slow, a stranded lane stands
 * still. Returns the messages that have none when nothing has come for `patienceMs`.
 */
export async function waitForOutcomes(
  stack: Stack,
  said: readonly Spoken[],
  patienceMs = 45_000,
): Promise<string[]> {
  let { silent } = outcomesOf(stack, said);
  let movedAt = performance.now();
  while (silent.length > 0 && performance.now() - movedAt < patienceMs) {
    await sleep(LOOK_EVERY_MS);
    const now = outcomesOf(stack, said).silent;
    if (now.length < silent.length) movedAt = performance.now();
    silent = now;
  }
  return silent;
}
