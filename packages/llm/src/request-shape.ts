import { APIError } from "openai";
import type { ChatCompletionCreateParamsStreaming } from "openai/resources/chat/completions";
import type { CompletionRequest } from "./chat-model.ts";

export interface RequestShapeOptions {
  model: string;
  temperature?: number | undefined;
  maxTokens?: number | undefined;
}

type Body = ChatCompletionCreateParamsStreaming;

export interface RequestShape {
  bodyOf(request: Pick<CompletionRequest, "messages" | "user">): Body;
  /** Says whether the next body will do without what the refusal seems to be about, so that asking again helps. */
  learnFrom(refusal: unknown, sent: Body): boolean;
  /** This body was taken: what it held is not in question any more. */
  learnFromSuccess(sent: Body): void;
}

/**
 * Writes request bodies, and remembers for the process what this server and model turned out not to take: OpenAI's
 * reasoning models want `max_completion_tokens` where most servers know only `max_tokens`, and no temperature but
 * their own; some servers refuse `stream_options`, and old ones (Azure before 2024-09-01) do so without naming it.
 */
export function createRequestShape({ model, temperature, maxTokens }: RequestShapeOptions): RequestShape {
  let limitName: "max_tokens" | "max_completion_tokens" = "max_tokens";
  let takesTemperature = true;
  let asksForUsage = true;
  /** Whether a refusal that names nothing may still be about `stream_options`. */
  let mayDoubtUsage = true;
  let doubtsUsage = false;

  function learnFromName({ param, code }: APIError, sent: Body): boolean {
    const isUnsupported = code === "unsupported_parameter" || code === "unsupported_value";
    if (param === "max_tokens" && code === "unsupported_parameter" && "max_tokens" in sent) {
      limitName = "max_completion_tokens";
      return true;
    }
    if (param === "temperature" && isUnsupported && "temperature" in sent) {
      takesTemperature = false;
      return true;
    }
    if (typeof param === "string" && param.startsWith("stream_options") && "stream_options" in sent) {
      asksForUsage = false;
      return true;
    }
    return false;
  }

  function learnFromSilence(sent: Body): boolean {
    if ("stream_options" in sent && mayDoubtUsage) {
      mayDoubtUsage = false;
      doubtsUsage = true;
      asksForUsage = false;
      return true;
    }
    if (doubtsUsage) {
      // Refused without it too: it was something else.
      doubtsUsage = false;
      asksForUsage = true;
    }
    return false;
  }

  return {
    bodyOf: ({ messages, user }) => ({
      model,
      messages: messages.map((message) => ({ ...message })),
      stream: true,
      ...(asksForUsage ? { stream_options: { include_usage: true } } : {}),
      ...(temperature === undefined || !takesTemperature ? {} : { temperature }),
      ...(maxTokens === undefined ? {} : { [limitName]: maxTokens }),
      ...(user === undefined ? {} : { user }),
    }),
    learnFrom(refusal, sent) {
      if (!(refusal instanceof APIError)) return false;
      if (refusal.status !== 400 && refusal.status !== 422) return false;
      const namesNothing = !refusal.param && !refusal.code;
      return namesNothing ? learnFromSilence(sent) : learnFromName(refusal, sent);
    },
    learnFromSuccess(sent) {
      if ("stream_options" in sent) mayDoubtUsage = false;
      else doubtsUsage = false;
    },
  };
}
