import { startCallClock } from "./call-clock.ts";
import type { Completion } from "./chat-model.ts";
import { ModelError } from "./model-error.ts";
import { streamChunks, type StreamChunksOptions } from "./stream-chunks.ts";
import { createThinkFilter } from "./think-filter.ts";

export interface CompleteOnceOptions extends Omit<StreamChunksOptions, "clock"> {
  model: string;
  timeoutMs: number;
  idleTimeoutMs: number;
}

/** One request to one server with one key, to the end of its stream. */
export async function completeOnce(options: CompleteOnceOptions): Promise<Completion> {
  const { request, timeoutMs, idleTimeoutMs } = options;
  const clock = startCallClock({ callerSignal: request.signal, timeoutMs, idleTimeoutMs });
  const filter = createThinkFilter();
  const facts: Omit<Completion, "text"> = { finishReason: "", model: options.model };
  try {
    for await (const { text, ...rest } of streamChunks({ ...options, clock })) {
      Object.assign(facts, rest);
      if (text !== "" && filter.push(text)) request.onText?.(filter.text);
    }
  } finally {
    clock.stop();
  }
  filter.end(facts.finishReason === "stop" ? "whole" : "cut");
  const text = filter.text.trimEnd();
  if (text === "") throw silence(facts);
  return { ...facts, text };
}

/** A model that used up its tokens without a visible word would do so again. */
function silence({ finishReason, usage }: Omit<Completion, "text">): ModelError {
  if (finishReason === "content_filter") return new ModelError("content_policy", { usage });
  return new ModelError("empty", { retryable: finishReason !== "length", usage });
}
