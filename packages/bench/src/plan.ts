/** How much is measured. The quick one finds what is badly wrong in about a minute; only the full one gives figures. */
export interface Plan {
  queue: {
    rounds: number;
    /** Messages of a round at 0 ms of work. */
    messages: number;
    /** Messages of a round at 50 ms of work, where the clock is in the work. */
    slowMessages: number;
    users: number;
    workers: readonly number[];
    /** Jobs at once in each worker. */
    concurrency: number;
    workMs: number;
  };
  greedy: {
    rounds: number;
    slots: number;
    workMs: number;
    /** One user's messages. */
    one: number;
    /** So many users with so many messages each. */
    many: { users: number; each: number };
    others: { users: number; each: number };
    /** Left out when it lasts for 0 s. */
    overload: { perSecond: number; seconds: number };
  };
  ingress: { rounds: number; seconds: number; connections: number };
  path: { messages: number; counted: number; calm: number; users: number; connections: number };
}

const FULL: Plan = {
  queue: {
    rounds: 5,
    messages: 20_000,
    slowMessages: 10_000,
    users: 1_000,
    workers: [1, 2],
    concurrency: 100,
    workMs: 50,
  },
  greedy: {
    rounds: 5,
    slots: 40,
    workMs: 50,
    one: 5_000,
    many: { users: 60, each: 100 },
    others: { users: 500, each: 5 },
    overload: { perSecond: 1_000, seconds: 36 },
  },
  ingress: { rounds: 5, seconds: 3, connections: 64 },
  path: { messages: 10_000, counted: 2_000, calm: 300, users: 200, connections: 64 },
};

const QUICK: Plan = {
  queue: { ...FULL.queue, rounds: 3, messages: 5_000, slowMessages: 2_000, users: 250, workers: [2] },
  greedy: {
    ...FULL.greedy,
    rounds: 1,
    one: 1_000,
    many: { users: 60, each: 20 },
    others: { users: 200, each: 4 },
    overload: { perSecond: 0, seconds: 0 },
  },
  ingress: { ...FULL.ingress, rounds: 2, seconds: 1 },
  path: { ...FULL.path, messages: 2_000, counted: 500, calm: 100 },
};

export const planOf = ({ quick }: { quick: boolean }): Plan => (quick ? QUICK : FULL);
