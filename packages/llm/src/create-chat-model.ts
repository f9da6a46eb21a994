import type { ChatModel } from "./chat-model.ts";
import { completeOnce } from "./complete-once.ts";
import { createModelAccount, type ModelAccountOptions } from "./model-account.ts";
import { ModelError } from "./model-error.ts";
import { createRequestShape } from "./request-shape.ts";

/** Reasoning models may be silent for long between their headers and their first word. */
const LONGEST_DEFAULT_SILENCE_MS = 90_000;

/** With no key, every call is refused with kind "refused_credentials". */
export interface ChatModelOptions extends ModelAccountOptions {
  model: string;
  /** Sent only when given: some models take no temperature but their own. */
  temperature?: number | undefined;
  /** The answer's token limit; sent only when given. */
  maxTokens?: number | undefined;
  /** For the whole call, from the first request to the last byte, whichever keys it takes. */
  timeoutMs: number;
  /** The longest silence once the answer has begun; `timeoutMs` or 90 s by default, whichever is shorter. */
  idleTimeoutMs?: number | undefined;
}

/** Always streams, also when nobody listens: a slow answer is then told from a dead server. */
export function createChatModel(options: ChatModelOptions): ChatModel {
  const { model, timeoutMs, now = Date.now } = options;
  const idleTimeoutMs = options.idleTimeoutMs ?? Math.min(timeoutMs, LONGEST_DEFAULT_SILENCE_MS);
  const account = createModelAccount(options);
  const shape = createRequestShape(options);

  return {
    async complete(asked) {
      if (asked.signal?.aborted) throw new ModelError("aborted", { cause: asked.signal.reason });
      const deadlineMs = now() + timeoutMs;
      let spoke = false;
      const request = {
        ...asked,
        onText(wholeTextSoFar: string) {
          spoke = true;
          asked.onText?.(wholeTextSoFar);
        },
      };
      return account.call(
        async (client) => {
          const leftMs = Math.max(1, deadlineMs - now());
          return completeOnce({ client, shape, request, model, timeoutMs: leftMs, idleTimeoutMs, now });
        },
        () => !spoke,
      );
    },
  };
}
