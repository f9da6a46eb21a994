import type { OpenAI } from "openai";
import { Stream } from "openai/streaming";
import type { CallClock } from "./call-clock.ts";
import type { CompletionRequest } from "./chat-model.ts";
import { classifyModelError } from "./classify-model-error.ts";
import { ModelError } from "./model-error.ts";
import { type ChunkFacts, parseChunk } from "./parse-chunk.ts";
import type { RequestShape } from "./request-shape.ts";

export interface StreamChunksOptions {
  client: OpenAI;
  shape: RequestShape;
  request: CompletionRequest;
  clock: CallClock;
  now: () => number;
}

/**
 * One streamed completion, event by event, up to and including what follows the finish reason.
 * @throws ModelError for all that goes wrong, a stream that ends without a finish reason included
 */
export async function* streamChunks(options: StreamChunksOptions): AsyncGenerator<ChunkFacts, void> {
  const { client, clock } = options;
  let isFinished = false;
  try {
    const response = await openResponse(options);
    clock.heard();
    const events = Stream.fromSSEResponse<unknown>(tapped(response, clock), clock.controller, client);
    for await (const event of events) {
      const chunk = parseChunk(event);
      if (chunk.finishReason !== undefined) {
        isFinished = true;
        clock.finished();
      }
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
      return await client.chat.completions.create(body, { signal: clock.signal }).asResponse();
    } catch (error) {
      if (!shape.learnFrom(error, body)) throw error;
    }
  }
}

/**
 * Every byte counts as a sign of life, also the comment lines that servers send while a request waits its turn
 * and that the SDK does not show. The signal on the pipe ends a read at once.
 */
function tapped(response: Response, clock: CallClock): Response {
  if (response.body === null) return response;
  const tap = new TransformStream<Uint8Array, Uint8Array>({
    transform(bytes, controller) {
      clock.heard();
      controller.enqueue(bytes);
    },
  });
  return new Response(response.body.pipeThrough(tap, { signal: clock.signal }), {
    headers: response.headers,
  });
}

function endOf({ clock, request, now }: StreamChunksOptions, error?: unknown): ModelError {
  const endedBy = clock.endedBy();
  if (endedBy === "aborted") return new ModelError("aborted", { cause: request.signal?.reason ?? error });
  if (endedBy === "timeout") return new ModelError("timeout", { cause: error });
  return error === undefined ? new ModelError("unavailable") : classifyModelError(error, now());
}
