import type { TokenUsage } from "./chat-model.ts";
import { readField } from "./read-field.ts";

/** What one event of a completion stream adds. */
export interface ChunkFacts {
  /** Only `content`: reasoning_content and reasoning are never looked at. */
  text: string;
  finishReason?: string;
  usage?: TokenUsage;
  model?: string;
}

/**
 * Reads an event, or a completion that came whole, as leniently as servers write them: what is missing or of another
 * type adds nothing.
 */
export function parseChunk(chunk: unknown): ChunkFacts {
  const choices = readField(chunk, "choices");
  const choice: unknown = Array.isArray(choices) ? choices[0] : undefined;
  const finishReason = readField(choice, "finish_reason");
  const model = readField(chunk, "model");
  const usage = parseUsage(readField(chunk, "usage"));
  return {
    text: parseContent(readField(readField(choice, "delta") ?? readField(choice, "message"), "content")),
    ...(typeof finishReason === "string" && finishReason !== "" ? { finishReason } : {}),
    ...(typeof model === "string" && model !== "" ? { model } : {}),
    ...(usage === undefined ? {} : { usage }),
  };
}

/** Mistral's reasoning models stream parts: `{type: "thinking"}` and `{type: "text", text}`. */
function parseContent(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content
    .map((part: unknown) => (readField(part, "type") === "text" ? readField(part, "text") : undefined))
    .filter((text) => typeof text === "string")
    .join("");
}

function parseUsage(usage: unknown): TokenUsage | undefined {
  const promptTokens = readField(usage, "prompt_tokens");
  const completionTokens = readField(usage, "completion_tokens");
  if (typeof promptTokens !== "number" || typeof completionTokens !== "number") return undefined;
  return { promptTokens, completionTokens };
}
