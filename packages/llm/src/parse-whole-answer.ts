import { APIError } from "openai";
import { type ChunkFacts, parseChunk } from "./parse-chunk.ts";
import { readField } from "./read-field.ts";

/**
 * Reads what a gateway sent in one piece under HTTP 200: the whole completion, which is complete even where it does
 * not say why it ended, or an error.
 *
 * @throws APIError without a status, as the SDK does for an error in a stream; SyntaxError when it is cut
 */
export function parseWholeAnswer(json: string, headers: Headers): ChunkFacts {
  const body: unknown = JSON.parse(json);
  const error = readField(body, "error");
  const choices = readField(body, "choices");
  if (!error && Array.isArray(choices) && choices.length > 0) {
    return { finishReason: "stop", ...parseChunk(body) };
  }
  // Beside `{"error": {…}}` there are flat ones: `{"code": …, "message": …}`.
  const stated = typeof error === "object" && error !== null ? error : (body as object);
  throw new APIError(undefined, stated, undefined, headers);
}
