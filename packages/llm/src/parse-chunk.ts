/** What one event of a completion stream adds. */
export interface ChunkFacts {
  /** Only `content`: reasoning_content and reasoning are never looked at. */
  text: string;
  finishReason?: string;
  usage?: { promptTokens: number; completionTokens: number };
  model?: string;
}

/** Reads an event as leniently as servers write them: what is missing or of another type adds nothing. */
export function parseChunk(chunk: unknown): ChunkFacts {
  const choices = field(chunk, "choices");
  const choice: unknown = Array.isArray(choices) ? choices[0] : undefined;
  const finishReason = field(choice, "finish_reason");
  const model = field(chunk, "model");
  const usage = parseUsage(field(chunk, "usage"));
  return {
    text: parseContent(field(field(choice, "delta"), "content")),
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
    .map((part: unknown) => (field(part, "type") === "text" ? field(part, "text") : undefined))
    .filter((text) => typeof text === "string")
    .join("");
}

function parseUsage(usage: unknown): ChunkFacts["usage"] {
  const promptTokens = field(usage, "prompt_tokens");
  const completionTokens = field(usage, "completion_tokens");
  if (typeof promptTokens !== "number" || typeof completionTokens !== "number") return undefined;
  return { promptTokens, completionTokens };
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
