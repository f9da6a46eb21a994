import type { BudgetLevel } from "../openapi/call-budget.ts";
import type { CallResult } from "../openapi/dingtalk-calls.ts";
import { nextUpdateAfterMs } from "./card-pace.ts";

/** How long an update waits for its turn. It is soon outdated, and first and last texts must not wait behind it. */
const MAX_WAIT_MS = { first: 2_000, next: 250 };
/** So many updates in a row that came to nothing: the card is left as it is until the answer is complete. */
const MAX_FAILURES = 3;

/** A card that is being made, and then takes texts. */
export interface CardToWrite {
  level: BudgetLevel;
  /** Writes a text that is asked for when the turn has come. */
  write(text: () => string, maxWaitMs: number): Promise<CallResult<undefined>>;
}

/** Shows an answer on a card while it is being written. */
export interface CardWriter {
  /** The whole text so far; the newest is what is shown next. Returns at once and never throws. */
  show(wholeText: string): void;
  /** No more updates: resolves when none is under way, to whether people may have seen any of the text. */
  settle(): Promise<boolean>;
}

/**
 * Starts to write what `show` is given. `opening` gives the card, or undefined when there will be none. `render` makes a
 * text fit to be seen; what is blank is not shown.
 */
export function startCardWriter(options: {
  opening: (isWanted: () => boolean) => Promise<CardToWrite | undefined>;
  render: (wholeText: string) => string;
  /** Monotonic ms. */
  now: () => number;
  /** Ends early, without an error, when the signal says so. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  log: { warn(fields: object, message: string): void };
}): CardWriter {
  const { render, now, sleep, log } = options;
  const settling = new AbortController();
  const { signal } = settling;
  let newest = "";
  let written = "";
  let isShown = false;
  let news = Promise.withResolvers<void>();

  /** The newest text that is not on the card yet, once there is one; undefined when it is over. */
  async function nextText(): Promise<string | undefined> {
    while (!signal.aborted) {
      const text = newest === "" ? "" : render(newest);
      if (text.trim() !== "" && text !== written) return text;
      news = Promise.withResolvers();
      await news.promise;
    }
    return undefined;
  }

  async function writeAll(card: CardToWrite): Promise<void> {
    let [updates, failures, firstAtMs] = [0, 0, 0];
    for (;;) {
      let text = await nextText();
      if (text === undefined) return;
      const askedAtMs = now();
      if (updates === 0) firstAtMs = askedAtMs;
      let madeAtMs: number | undefined;
      const rendered = newest;
      const result = await card.write(
        () => {
          madeAtMs ??= now();
          if (newest !== rendered) text = render(newest).trim() === "" ? text : render(newest);
          // From here on it may be seen, whatever the answer is.
          isShown = true;
          return text ?? "";
        },
        updates === 0 ? MAX_WAIT_MS.first : MAX_WAIT_MS.next,
      );
      updates += 1;
      if (result.status === "done") {
        written = text;
        failures = 0;
      } else if (isOver(result) || ++failures >= MAX_FAILURES) {
        return;
      }
      const waitedMs = result.status === "held" ? result.retryAfterMs : (madeAtMs ?? now()) - askedAtMs;
      const facts = { updates, elapsedMs: askedAtMs - firstAtMs, waitedMs, level: card.level };
      await sleep(Math.max(0, askedAtMs + nextUpdateAfterMs(facts) - now()), signal);
    }
  }

  const running = options
    .opening(() => !signal.aborted)
    .then(async (card) => (card === undefined ? undefined : writeAll(card)))
    // Whatever goes wrong here, the answer itself is still to come: on the card, or as a message.
    .catch((err: unknown) => log.warn({ err }, "an answer could not be shown while it was written"));

  return {
    show(wholeText) {
      newest = wholeText;
      news.resolve();
    },
    async settle() {
      settling.abort();
      news.resolve();
      await running;
      return isShown;
    },
  };
}

/** Nothing that is tried again soon would end better. */
const isOver = (result: CallResult<undefined>): boolean =>
  result.status === "withdrawn" ||
  (result.status === "held" && result.reason !== "busy") ||
  (result.status === "failed" && result.action !== "retry" && result.action !== "back-off");
