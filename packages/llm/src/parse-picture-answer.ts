import { APIError } from "openai";
import type { TokenUsage } from "./chat-model.ts";
import { readField } from "./read-field.ts";

/** What a server answered with: the picture itself, or where it is. */
export interface PictureAnswer {
  base64?: string;
  url?: string;
  usage?: TokenUsage;
}

/**
 * Reads the first picture of an answer. There may be none, and there may be an error under HTTP 200.
 *
 * @throws APIError without a status, as the SDK does for an error in a stream
 */
export function parsePictureAnswer(body: unknown): PictureAnswer {
  const data = readField(body, "data");
  const first: unknown = Array.isArray(data) ? data[0] : undefined;
  const error = readField(body, "error");
  if (first === undefined && typeof error === "object" && error !== null) {
    throw new APIError(undefined, error, undefined, new Headers());
  }
  const base64 = readField(first, "b64_json");
  const url = readField(first, "url");
  const inUrl = typeof url === "string" ? /^data:[^,]*;base64,(.*)$/s.exec(url)?.[1] : undefined;
  const usage = usageOf(readField(body, "usage"));
  return {
    ...(typeof base64 === "string" && base64 !== "" ? { base64 } : {}),
    ...(inUrl === undefined ? {} : { base64: inUrl }),
    ...(typeof url === "string" && inUrl === undefined && url !== "" ? { url } : {}),
    ...(usage === undefined ? {} : { usage }),
  };
}

function usageOf(usage: unknown): TokenUsage | undefined {
  const promptTokens = readField(usage, "input_tokens");
  const completionTokens = readField(usage, "output_tokens");
  if (typeof promptTokens !== "number" || typeof completionTokens !== "number") return undefined;
  return { promptTokens, completionTokens };
}
