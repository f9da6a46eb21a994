/** A message of words alone. */
export interface TextMessage {
  role: "system" | "user" | "assistant";
  content: string;
}

/** One part of a question with pictures: words first. */
export type ContentPart = { type: "text"; text: string } | { type: "image_url"; image_url: { url: string } };

/** One message of the prompt, as the chat completions API takes it; in parts only where there is a picture. */
export type ChatMessage = TextMessage | { role: "user"; content: ContentPart[] };

export interface CompletionRequest {
  messages: readonly ChatMessage[];
  /** A stable pseudonym of the asker (a hash, never the plain id); goes out as `user`. */
  user?: string | undefined;
  /** Aborting ends the call within milliseconds with a ModelError of kind "aborted". */
  signal?: AbortSignal | undefined;
  /**
   * Called with the whole visible text so far whenever it changed. Nearly always the text only grows; it
   * starts anew when a closing `</think>` shows that what came before was reasoning.
   */
  onText?: ((wholeTextSoFar: string) => void) | undefined;
}

/** As the server counted them; reasoning is part of `completionTokens`. */
export interface TokenUsage {
  promptTokens: number;
  completionTokens: number;
}

export interface Completion {
  /** What the model said, without reasoning and without blank space around it; never empty. */
  text: string;
  /** As the server gave it: "stop"; "length" or "content_filter" where the text is cut; … */
  finishReason: string;
  /** Absent where the server does not count. */
  usage?: TokenUsage;
  /** The model that answered, which may be a dated version of the one that was asked for. */
  model: string;
}

/** A chat model behind an OpenAI-compatible server. */
export interface ChatModel {
  /** @throws ModelError, whatever went wrong on the way; what `onText` throws passes unchanged. */
  complete(request: CompletionRequest): Promise<Completion>;
}
