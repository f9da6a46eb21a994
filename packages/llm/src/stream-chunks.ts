import type { OpenAI } from "openai";
import { Stream } from "openai/streaming";
import type { CallClock } from "./call-clock.ts";
import { createJsonCapture } from "./capture-json.ts";
import type { CompletionRequest } from "./chat-model.ts";
import { classifyModelError } from "./classify-model-error.ts";
import { ModelError } from "./model-error.ts";
import { type ChunkFacts, parseChunk } from "./parse-chunk.ts";
import { parseWholeAnswer } from "./parse-whole-answer.ts";
import type { RequestShape } from "./request-shape.ts";
import { tapBody } from "./tap-body.ts";

export interface StreamChunksOptions {
  client: OpenAI;
  shape: RequestShape;
  request: CompletionRequest;
  clock: CallClock;
  now: () => number;
}

/**
 * One streamed completion, event by event, up to and including what follows the finish reason. An answer that came as
 * JSON all the same is one event.
 * @throws ModelError for all that goes wrong, a stream that ends without a finish reason included
 */
export async function* streamChunks(options: StreamChunksOptions): AsyncGenerator<ChunkFacts, void> {
  const { client, clock } = options;
  const capture = createJsonCapture();
  let isFinished = false;
  try {
    const response = await openResponse(options);
    clock.heard();
    const body =
      response.body &&
      tapBody(response.body, {
        signal: clock.signal,
        onBytes(bytes) {
          clock.heard();
          capture.take(bytes);
        },
        isComplete: () => isFinished,
      });
    const heard = new Response(body, { headers: response.headers });
    const events = Stream.fromSSEResponse<unknown>(heard, clock.controller, client);
    for await (const event of events) {
      const chunk = parseChunk(event);
      if (chunk.finishReason !== undefined) {
        isFinished = true;
        clock.finished();
      }
      yield chunk;
    }
    const json = isFinished || clock.endedBy() !== undefined ? undefined : capture.json();
    if (json !== undefined) {
      const chunk = parseWholeAnswer(json, response.headers);
      isFinished = true;
      yield chunk;
    }
  } catch (error) {
    // The answer was complete; losing the token counts after it is no reason to ask again.
    if (!(isFinished && clock.endedBy() !== "aborted")) throw endOf(options, error);
    return;
  }
  // An abort ends the SDK's stream without an error.
  if (clock.endedBy() === "aborted" || !isFinished) throw endOf(options);
}

async function openResponse({ client, shape, request, clock }: StreamChunksOptions): Promise<Response> {
  for (;;) {
    const body = shape.bodyOf(request);
    try {
      const response = await client.chat.completions.create(body, { signal: clock.signal }).asResponse();
      shape.learnFromSuccess(body);
      return response;
    } catch (error) {
      if (!shape.learnFrom(error, body)) throw error;
    }
  }
}

function endOf({ clock, request, now }: StreamChunksOptions, error?: unknown): ModelError {
  const endedBy = clock.endedBy();
  if (endedBy === "aborted") return new ModelError("aborted", { cause: request.signal?.reason ?? error });
  if (endedBy === "timeout") return new ModelError("timeout", { cause: error });
  return error === undefined ? new ModelError("unavailable") : classifyModelError(error, now());
}
