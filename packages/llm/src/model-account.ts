import type { OpenAI } from "openai";
import { createClients, type CreateClientsOptions } from "./create-clients.ts";
import { createKeyRing, type KeyTrouble } from "./key-ring.ts";
import { ModelError, type ModelErrorKind } from "./model-error.ts";
import { createModelFetch } from "./model-fetch.ts";

/** Where a server that limits the rate does not say for how long. */
const UNSAID_WAIT_MS = 1_000;
/** A server that says "tomorrow" may be wrong about it: one question an hour finds out. */
const LONGEST_WAIT_MS = 3_600_000;
const REFUSED_WAIT_MS = 300_000;

/** A key was set aside. Tells keys apart by their place alone. */
export interface KeySetAside {
  /** From 0, in the order of `apiKeys`. */
  keyIndex: number;
  trouble: KeyTrouble;
  waitMs: number;
}

export interface ModelAccountOptions extends Omit<CreateClientsOptions, "fetch"> {
  /** For calls to the model and nothing else: http://, https://, socks5:// or socks5h://. */
  httpProxy?: string | undefined;
  /** In place of our own, which goes through `httpProxy`; for tests. */
  fetch?: typeof globalThis.fetch | undefined;
  now?: (() => number) | undefined;
  onKeySetAside?: ((event: KeySetAside) => void) | undefined;
}

/** The way to the model: its keys, which take turns, and the network between. */
export interface ModelAccount {
  /**
   * Calls with the key whose turn it is, and where that one has to rest with the next, each at most once.
   * @param mayRepeat whether the call has left no trace yet
   * @throws ModelError; "rate_limited" with the shortest wait when all keys have to rest
   */
  call<T>(use: (client: OpenAI) => Promise<T>, mayRepeat: () => boolean): Promise<T>;
}

export function createModelAccount(options: ModelAccountOptions): ModelAccount {
  const { now = Date.now, onKeySetAside, fetch = createModelFetch(options) } = options;
  const clients = createClients({ ...options, fetch });
  const ring = createKeyRing(clients.length);

  function setAside(keyIndex: number, trouble: KeyTrouble, nowMs: number, wishMs = UNSAID_WAIT_MS): void {
    const waitMs = trouble === "rate_limited" ? Math.min(wishMs, LONGEST_WAIT_MS) : REFUSED_WAIT_MS;
    if (ring.setAside(keyIndex, trouble, waitMs, nowMs)) onKeySetAside?.({ keyIndex, trouble, waitMs });
  }

  return {
    async call(use, mayRepeat) {
      const tried = new Set<number>();
      let last: ModelError | undefined;
      let nowMs = now();
      for (;;) {
        const index = ring.next(tried, nowMs);
        const client = index === undefined ? undefined : clients[index];
        if (index === undefined || client === undefined) throw outOfKeys(ring.shortestWaitMs(nowMs), last);
        tried.add(index);
        try {
          const result = await use(client);
          ring.works(index);
          return result;
        } catch (error) {
          if (!(error instanceof ModelError) || !isTrouble(error.kind)) throw error;
          nowMs = now();
          setAside(index, error.kind, nowMs, error.retryAfterMs);
          if (!mayRepeat()) throw error;
          last = error;
        }
      }
    },
  };
}

function isTrouble(kind: ModelErrorKind): kind is KeyTrouble {
  return kind === "rate_limited" || kind === "refused_credentials";
}

/** One key that only has to wait makes the whole call worth another attempt. */
function outOfKeys(waitMs: number | undefined, last: ModelError | undefined): ModelError {
  if (waitMs === undefined) return last ?? new ModelError("refused_credentials");
  const limited = last?.kind === "rate_limited" ? last : undefined;
  return new ModelError("rate_limited", {
    cause: limited?.cause ?? last,
    status: limited?.status,
    upstreamCode: limited?.upstreamCode,
    retryAfterMs: waitMs,
  });
}
