/** One message of a round, named so that whoever runs it knows whose it is and the how manieth. */
export interface BenchMessage {
  user: string;
  number: number;
}

const PADDING = "x".repeat(200);

/** Milliseconds, fine and equal in every process of this machine. */
export const preciseNow = (): number => performance.timeOrigin + performance.now();

/** So many users with so many messages each; whose turn it is mixed evenly, each user's own in order. */
export function interleaved(users: number, each: number, name = "u"): BenchMessage[] {
  return Array.from({ length: users * each }, (_, index) => ({
    user: `${name}${index % users}`,
    number: Math.floor(index / users),
  }));
}

/** The payload, the same on plain BullMQ and on lanes: about 500 bytes, as a short question makes. */
export function payloadOf({ user, number }: BenchMessage) {
  return {
    v: 1 as const,
    name: "answer-message" as const,
    msgId: `${user}/${number}`,
    robotKey: "dingbench0001",
    robotCode: "dingbench0001",
    conversation: { id: "cidBENCH00000000000000==", type: "group" as const, title: "Bench" },
    user: { id: user, staffId: user, nick: user },
    receivedAtMs: Date.now(),
    question: { text: `${preciseNow()} ${PADDING}` },
  };
}

/** What a run left behind: who, which, added when, begun when, ended when. */
export type RunRecord = [user: string, number: number, addedAt: number, startedAt: number, endedAt: number];

/** Runs that began before their user's previous one had ended. */
export function orderViolations(records: readonly RunRecord[]): number {
  const latest = new Map<string, { number: number; endedAt: number }>();
  let violations = 0;
  for (const [user, number, , startedAt, endedAt] of records.toSorted((a, b) => a[3] - b[3])) {
    const before = latest.get(user);
    // Two processes read the clock within half a millisecond of each other.
    if (before !== undefined && (number < before.number || startedAt < before.endedAt - 0.5)) violations += 1;
    latest.set(user, { number, endedAt });
  }
  return violations;
}
