import {
  ModelError,
  type ChatMessage,
  type ChatModel,
  type Completion,
  type ContentPart,
} from "@dinglane/llm";
import type { Turn } from "@dinglane/sessions";

/** What is asked, with as much of the past as the budget allowed. */
export interface Inquiry {
  system: ChatMessage;
  turns: Turn[];
  question: string;
  /** Data URLs; where there are none, the question is one string. */
  pictures: readonly string[];
  /** The asker's id, hashed. */
  user: string;
  signal: AbortSignal;
  /** Hears of the whole text so far whenever it changes. */
  onText?: ((wholeTextSoFar: string) => void) | undefined;
}

const contentOf = ({ question, pictures }: Inquiry): ContentPart[] => [
  { type: "text", text: question },
  ...pictures.map((url): ContentPart => ({ type: "image_url", image_url: { url } })),
];

const messagesOf = (inquiry: Inquiry): ChatMessage[] => [
  inquiry.system,
  ...inquiry.turns.flatMap((turn): ChatMessage[] => [
    { role: "user", content: turn.question },
    { role: "assistant", content: turn.answer },
  ]),
  inquiry.pictures.length === 0
    ? { role: "user", content: inquiry.question }
    : { role: "user", content: contentOf(inquiry) },
];

/**
 * Asks the model. Where it finds the context too long (its tokenizer is not ours, or max_text is set above its
 * window), the older half of the past is left out and it is asked again, so that nobody is stuck until a reset.
 *
 * @returns the completion and the turns it was given.
 * @throws ModelError
 */
export async function askModel(
  model: ChatModel,
  inquiry: Inquiry,
): Promise<{ completion: Completion; turns: Turn[] }> {
  for (let { turns } = inquiry; ; turns = turns.slice(Math.ceil(turns.length / 2))) {
    try {
      const messages = messagesOf({ ...inquiry, turns });
      const { user, signal, onText } = inquiry;
      const completion = await model.complete({ messages, user, signal, onText });
      return { completion, turns };
    } catch (error) {
      const tooLong = error instanceof ModelError && error.kind === "context_too_long";
      if (!tooLong || turns.length === 0) throw error;
    }
  }
}
