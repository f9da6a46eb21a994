import { APIError } from "openai";
import type { ChatCompletionCreateParamsStreaming } from "openai/resources/chat/completions";
import type { CompletionRequest } from "./chat-model.ts";

export interface RequestShapeOptions {
  model: string;
  temperature?: number | undefined;
  maxTokens?: number | undefined;
}

export interface RequestShape {
  bodyOf(request: Pick<CompletionRequest, "messages" | "user">): ChatCompletionCreateParamsStreaming;
  /** Says whether the refusal named a parameter that the next body will do without, so that asking again helps. */
  learnFrom(refusal: unknown, sent: ChatCompletionCreateParamsStreaming): boolean;
}

/**
 * Writes request bodies, and remembers for the process what this server and model turned out not to take: OpenAI's
 * reasoning models want `max_completion_tokens` where most servers know only `max_tokens`, and some servers refuse
 * `stream_options`.
 */
export function createRequestShape({ model, temperature, maxTokens }: RequestShapeOptions): RequestShape {
  let limitName: "max_tokens" | "max_completion_tokens" = "max_tokens";
  let asksForUsage = true;

  return {
    bodyOf: ({ messages, user }) => ({
      model,
      messages: messages.map(({ role, content }) => ({ role, content })),
      stream: true,
      ...(asksForUsage ? { stream_options: { include_usage: true } } : {}),
      ...(temperature === undefined ? {} : { temperature }),
      ...(maxTokens === undefined ? {} : { [limitName]: maxTokens }),
      ...(user === undefined ? {} : { user }),
    }),
    learnFrom(refusal, sent) {
      if (!(refusal instanceof APIError)) return false;
      if (refusal.status !== 400 && refusal.status !== 422) return false;
      const { param } = refusal;
      if (param === "max_tokens" && refusal.code === "unsupported_parameter" && "max_tokens" in sent) {
        limitName = "max_completion_tokens";
        return true;
      }
      if (typeof param === "string" && param.startsWith("stream_options") && "stream_options" in sent) {
        asksForUsage = false;
        return true;
      }
      return false;
    },
  };
}
