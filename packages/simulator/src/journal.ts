import type { Delivery } from "./delivery.ts";
import { ReplyTimeoutError } from "./reply-timeout-error.ts";

/** A service runs for days: the oldest entries give way. */
const MAX_DELIVERIES = 20_000;

export interface Journal {
  readonly deliveries: readonly Delivery[];
  /** How many were ever added. */
  count(): number;
  add(delivery: Omit<Delivery, "number">): Delivery;
  /** @throws ReplyTimeoutError */
  waitFor(label: string, wanted: (delivery: Delivery) => boolean, timeoutMs: number): Promise<Delivery>;
}

/** Every message the robot tried to place, and people who wait for one. */
export function createJournal(): Journal {
  const deliveries: Delivery[] = [];
  let count = 0;
  const waiting = new Set<(delivery: Delivery) => void>();

  return {
    deliveries,
    count: () => count,
    add(unnumbered) {
      count += 1;
      const delivery = { number: count, ...unnumbered };
      deliveries.push(delivery);
      if (deliveries.length > MAX_DELIVERIES) {
        deliveries.shift();
      }
      for (const look of waiting) {
        look(delivery);
      }
      return delivery;
    },
    waitFor(label, wanted, timeoutMs) {
      const already = deliveries.find(wanted);
      if (already !== undefined) {
        return Promise.resolve(already);
      }
      const { promise, resolve, reject } = Promise.withResolvers<Delivery>();
      const look = (delivery: Delivery): void => {
        if (wanted(delivery)) {
          resolve(delivery);
        }
      };
      const timer = setTimeout(() => {
        reject(new ReplyTimeoutError(label, timeoutMs, deliveries.length));
      }, timeoutMs);
      waiting.add(look);
      return promise.finally(() => {
        clearTimeout(timer);
        waiting.delete(look);
      });
    },
  };
}
