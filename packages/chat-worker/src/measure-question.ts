import type { TokenCounter } from "@dinglane/llm";
import type { WholeQuestion } from "./attachments/whole-question.ts";
import { refusals } from "./attachments/replies.ts";
import { replies } from "./replies.ts";

/**
 * The tokens of a question, or that it is too long: what the person wrote has one limit, and with the files that came
 * with it a question must fit into what the model is given in all.
 */
export async function measureQuestion(
  { words, text }: WholeQuestion,
  limits: { counter: TokenCounter; maxQuestionTokens: number; maxContextTokens: number },
  signal: AbortSignal,
): Promise<{ status: "fits"; tokens: number } | { status: "refused"; words: string }> {
  const { counter, maxQuestionTokens, maxContextTokens } = limits;
  const wordTokens = await counter.countUpTo(words, maxQuestionTokens + 1, signal);
  if (wordTokens > maxQuestionTokens) {
    return { status: "refused", words: replies.questionTooLong(maxQuestionTokens) };
  }
  if (text === words) return { status: "fits", tokens: wordTokens };
  const tokens = await counter.countUpTo(text, maxContextTokens + 1, signal);
  return tokens <= maxContextTokens
    ? { status: "fits", tokens }
    : { status: "refused", words: refusals.fileTooLong(maxContextTokens) };
}
