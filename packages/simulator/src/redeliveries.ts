import type { CallbackRecord } from "./callback-record.ts";
import type { Faults } from "./faults.ts";
import type { SaidMessage } from "./said-message.ts";

/** Sends messages again where the knobs say so. */
export interface Redeliveries {
  /** What is to follow a message's first delivery. */
  follow(this: void, message: SaidMessage, first: CallbackRecord): void;
  close(this: void): void;
}

export function createRedeliveries(
  faults: Faults,
  post: (message: SaidMessage) => Promise<CallbackRecord>,
): Redeliveries {
  const timers = new Set<NodeJS.Timeout>();

  function postLater(message: SaidMessage, delayMs: number, then?: (again: CallbackRecord) => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      void post(message).then(then);
    }, delayMs);
    timers.add(timer);
  }

  function pushUntilAcked(message: SaidMessage, last: CallbackRecord, times: number): void {
    const { redelivery } = faults.stream;
    if (last.via !== "stream" || last.status === 200) return;
    if (redelivery === undefined || times >= redelivery.times) return;
    postLater(message, redelivery.delayMs, (again) => pushUntilAcked(message, again, times + 1));
  }

  return {
    follow(message, first) {
      const { times, delayMs } = faults.redelivery ?? { times: 0, delayMs: 0 };
      for (let nth = 1; nth <= times; nth += 1) postLater(message, delayMs * nth);
      pushUntilAcked(message, first, 0);
    },
    close() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
