import { setTimeout as sleep } from "node:timers/promises";
import { group, people, type RunningService, type Stack } from "../start-stack.ts";
import type { Random } from "./random.ts";

/** A message that ingress has acknowledged. */
interface Said {
  msgId: string;
  user: string;
  text: string;
  /** How often it was sent until then. */
  sends: number;
  ackedAtMs: number;
}

export interface Load {
  /** Every message, in the order of its acknowledgement; so each user's are in the order they were said. */
  readonly said: readonly Said[];
  /** Resolves when so many more messages are acknowledged. */
  acknowledged(more: number): Promise<void>;
  /** Says one message more, first to this ingress; resolves when it is acknowledged, by whomever. */
  say(user: string, first: RunningService): Promise<void>;
  /** Everybody finishes the message in hand: what was sent is sent until it is acknowledged. */
  stop(): Promise<void>;
}

/** Between two sends of a message that nobody acknowledged. */
const RESEND_MS = 50;
/** Answers that may be outstanding: on a machine too slow for its load people wait, else the queue would be full some time. */
const MOST_OUTSTANDING = 1_000;
/** What the hasty say before any of it is answered. */
const BURST = 3;
/** What everybody says until all is well again must end some time. */
const GIVE_UP_MS = 60_000;

/**
 * People who talk all the time, each one message after the other, to any ingress. As DingTalk may, an unacknowledged
 * message (no answer, or not 200) is sent again with the same msgId, until it is acknowledged.
 */
export function startLoad(options: {
  stack: Stack;
  /** Who lives at this moment. */
  ingresses: () => readonly RunningService[];
  users: number;
  /** So many of them say BURST messages in a row, and rest so much longer; default none. */
  hasty?: number;
  /** Messages in a second, all users together. */
  perSecond: number;
  random: Random;
}): Load {
  const { stack, ingresses, random, users, hasty = 0 } = options;
  const said: Said[] = [];
  const numberOf = new Map<string, number>();
  const state = { isStopping: false };

  async function say(user: string, first?: RunningService): Promise<void> {
    const number = numberOf.get(user) ?? 0;
    numberOf.set(user, number + 1);
    const msgId = `msg-${user}-${number}-${random.below(1e9)}==`;
    const message = { from: user, text: `${user} 第 ${number} 问`, msgId };
    const deadline = performance.now() + GIVE_UP_MS;
    for (let sends = 1; performance.now() < deadline; sends += 1) {
      const ingress = sends === 1 && first !== undefined ? first : random.pick(ingresses());
      const record = await sayTo(stack, ingress, message);
      if (record.status === 200) {
        // A refusal is not what these tests are about: their stacks have no bounds.
        if (JSON.stringify(record.body) !== '{"msgtype":"empty"}')
          throw new Error(`${msgId} was refused: ${JSON.stringify(record.body)}`);
        said.push({ msgId, user, text: message.text, sends, ackedAtMs: performance.now() });
        return;
      }
      await sleep(RESEND_MS);
    }
    throw new Error(`nobody acknowledged ${msgId}`);
  }

  async function talk(user: string, inARow: number): Promise<void> {
    while (!state.isStopping) {
      await sleep(random.next() * 2_000 * inARow * (users / options.perSecond));
      if (said.length - stack.simulator.deliveries.length > MOST_OUTSTANDING) continue;
      for (let nth = 0; nth < inARow; nth += 1) await say(user);
    }
  }

  const talks = people.slice(0, users).map(({ id }, nth) => talk(id, nth < hasty ? BURST : 1));
  const all = Promise.all(talks);
  // Reported by `stop` and by `acknowledged`; until then it is nobody's unhandled rejection.
  all.catch(() => undefined);
  return {
    said,
    async acknowledged(more) {
      const wanted = said.length + more;
      const enough = async (): Promise<void> => {
        while (said.length < wanted && !state.isStopping) await sleep(5);
      };
      await Promise.race([enough(), all]);
    },
    say,
    async stop() {
      state.isStopping = true;
      await all;
    },
  };
}

/** Says something to one ingress. `say` reads the address before it first waits, so calls do not mix it up. */
export function sayTo(
  stack: Stack,
  ingress: RunningService,
  message: { from: string; text: string; msgId: string },
): ReturnType<Stack["simulator"]["say"]> {
  stack.simulator.setCallbackUrl(`${ingress.url}/dingtalk/callback`);
  return stack.simulator.say({ in: group.id, ...message });
}
