import { startCallClock } from "./call-clock.ts";
import type { ChatModel, Completion } from "./chat-model.ts";
import { createClientPool } from "./client-pool.ts";
import { ModelError } from "./model-error.ts";
import { createRequestShape } from "./request-shape.ts";
import { streamChunks } from "./stream-chunks.ts";
import { createThinkFilter } from "./think-filter.ts";

/** Reasoning models may be silent for long between their headers and their first word. */
const LONGEST_DEFAULT_SILENCE_MS = 90_000;

export interface ChatModelOptions {
  /** The first is used for now; with none, every call is refused with kind "refused_credentials". */
  apiKeys: readonly string[];
  /** As configured; normalizeBaseUrl is applied here. */
  baseUrl: string;
  model: string;
  /** Sent only when given: some models take no temperature but their own. */
  temperature?: number | undefined;
  /** The answer's token limit; sent only when given. */
  maxTokens?: number | undefined;
  /**
   * For the whole call, from the request to the last byte. Node's fetch gives up waiting for headers after 300 s
   * by itself, which is kind "timeout" too.
   */
  timeoutMs: number;
  /** The longest silence once the answer has begun; `timeoutMs` or 90 s by default, whichever is shorter. */
  idleTimeoutMs?: number | undefined;
  /** For proxies and tests. */
  fetch?: typeof globalThis.fetch | undefined;
  /** For a Retry-After that is a date. */
  now?: (() => number) | undefined;
}

/** Always streams, also when nobody listens: a slow answer is then told from a dead server. */
export function createChatModel(options: ChatModelOptions): ChatModel {
  const { timeoutMs, now = Date.now } = options;
  const idleTimeoutMs = options.idleTimeoutMs ?? Math.min(timeoutMs, LONGEST_DEFAULT_SILENCE_MS);
  const pool = createClientPool(options);
  const shape = createRequestShape(options);

  return {
    async complete(request) {
      const { signal, onText } = request;
      if (signal?.aborted) throw new ModelError("aborted", { cause: signal.reason });
      const client = pool.pick();
      if (client === undefined) throw new ModelError("refused_credentials");

      const clock = startCallClock({ callerSignal: signal, timeoutMs, idleTimeoutMs });
      const filter = createThinkFilter();
      const facts: Omit<Completion, "text"> = { finishReason: "", model: options.model };
      try {
        for await (const chunk of streamChunks({ client, shape, request, clock, now })) {
          const { text, ...rest } = chunk;
          Object.assign(facts, rest);
          if (text !== "" && filter.push(text)) onText?.(filter.text);
        }
      } finally {
        clock.stop();
      }
      filter.end(facts.finishReason === "stop" ? "whole" : "cut");
      const text = filter.text.trimEnd();
      if (text === "") throw silence(facts.finishReason);
      return { ...facts, text };
    },
  };
}

/** A model that used up its tokens without a visible word would do so again. */
function silence(finishReason: string): ModelError {
  if (finishReason === "content_filter") return new ModelError("content_policy");
  return new ModelError("empty", { retryable: finishReason !== "length" });
}
