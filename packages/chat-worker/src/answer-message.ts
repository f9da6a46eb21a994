import { createHash } from "node:crypto";
import type { ComposedReply } from "@dinglane/delivery";
import type { AnswerMessage } from "@dinglane/jobs";
import { trimTurns, type ChatModel, type TextMessage, type TokenCounter } from "@dinglane/llm";
import type { SessionStore } from "@dinglane/sessions";
import type { Attempt, WriteReply } from "@dinglane/reply-worker";
import { askModel } from "./ask-model.ts";
import { replies } from "./replies.ts";
import { serialEffects } from "./serial-effects.ts";
import { sessionKeyOf } from "./session-key.ts";

/** What answering needs; every part is replaceable by a few lines in a test. */
export interface AnswerMessageDeps {
  model: ChatModel;
  counter: TokenCounter;
  sessions: SessionStore;
  systemMessage: (asker: { nick: string }) => TextMessage;
  maxQuestionTokens: number;
  maxContextTokens: number;
  contextTtlSeconds: number;
  /** For our own words. */
  write: WriteReply;
  /** For the model's, with forbidden words masked. */
  writeAnswer: WriteReply;
}

/** Only a hash of who asks reaches the model's provider. */
const hashed = (user: string): string => createHash("sha256").update(user).digest("hex").slice(0, 32);

/** Creates the use case: question, context and persona to the model; its completion to a reply and the new context. */
export function createAnswerMessage(deps: AnswerMessageDeps) {
  const { model, counter, sessions } = deps;
  return async (job: AnswerMessage, { signal, serialKey }: Attempt): Promise<ComposedReply> => {
    const question = job.question.text;
    const questionTokens = await counter.countUpTo(question, deps.maxQuestionTokens + 1, signal);
    if (questionTokens > deps.maxQuestionTokens) {
      return { reply: await deps.write(replies.questionTooLong(deps.maxQuestionTokens)), effects: [] };
    }

    const key = sessionKeyOf(job);
    const session = await sessions.read(key);
    const remembers = session.mode === "multiTurn";
    const system = deps.systemMessage(job.user);
    const fixedTokens = questionTokens + (remembers ? await counter.count(system.content, signal) : 0);
    const turns = remembers
      ? trimTurns({ turns: session.turns, fixedTokens, maxTokens: deps.maxContextTokens })
      : [];

    const user = hashed(key.user);
    const asked = await askModel(model, { system, turns, question, user, signal });
    const answer = asked.completion.text;
    // Counted once, here. Without the signal: the answer is there, and what is left takes milliseconds.
    const answerTokens = remembers ? await counter.countUpTo(answer, deps.maxContextTokens) : 0;
    return {
      // Not a part of the answer: the model would read in its context that it had said so.
      reply: await deps.writeAnswer(answer, replies.cut(asked.completion.finishReason, remembers)),
      effects: [
        ...sessions.effectsOfTurn(
          key,
          { ...session, turns: asked.turns },
          { question, answer, tokens: questionTokens + answerTokens },
        ),
        ...(remembers ? serialEffects(serialKey, deps.contextTtlSeconds) : []),
      ],
    };
  };
}
