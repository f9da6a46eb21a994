import type { ChatModel } from "./chat-model.ts";

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
  /** For the whole call, from the request to the last byte. */
  timeoutMs: number;
  /** The longest silence once the answer has begun; `timeoutMs` or 90 s by default, whichever is shorter. */
  idleTimeoutMs?: number | undefined;
  /** For proxies and tests. */
  fetch?: typeof globalThis.fetch | undefined;
  /** For a Retry-After that is a date. */
  now?: (() => number) | undefined;
}

export function createChatModel(_options: ChatModelOptions): ChatModel {
  throw new Error("being written");
}
