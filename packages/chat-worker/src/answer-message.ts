import { createHash } from "node:crypto";
import type { CommitEffect, ComposedReply } from "@dinglane/delivery";
import type { AnswerMessage } from "@dinglane/jobs";
import {
  ModelError,
  trimTurns,
  type ChatModel,
  type Completion,
  type TextMessage,
  type TokenCounter,
} from "@dinglane/llm";
import type { SessionStore } from "@dinglane/sessions";
import type { Attempt, RunningAttempt, WriteReply } from "@dinglane/reply-worker";
import type { RecordTranscript } from "@dinglane/transcripts";
import type { RecordUsage } from "@dinglane/usage";
import { askModel } from "./ask-model.ts";
import type { ReadQuestion } from "./attachments/read-question.ts";
import { refusals } from "./attachments/replies.ts";
import type { WholeQuestion } from "./attachments/whole-question.ts";
import { measureQuestion } from "./measure-question.ts";
import { replies } from "./replies.ts";
import { serialEffects } from "./serial-effects.ts";
import type { ShowAnswer } from "./show-answer.ts";
import { sessionKeyOf } from "./session-key.ts";

/** What answering needs; every part is replaceable by a few lines in a test. */
export interface AnswerMessageDeps {
  model: ChatModel;
  /** For questions with pictures. */
  visionModel: ChatModel;
  /** Brings in what came beside words. */
  readQuestion: ReadQuestion;
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
  /** Shows the answer while it is written. */
  show: ShowAnswer;
  record: RecordTranscript;
  recordUsage: RecordUsage;
  /** As prices name the models. */
  modelNames: { chat: string; vision: string; transcription?: string };
}

/** Only a hash of who asks reaches the model's provider. */
const hashed = (user: string): string => createHash("sha256").update(user).digest("hex").slice(0, 32);

/** Writing down what was said asked another model. */
const usageOfSpeech = (
  { hasSpeech }: WholeQuestion,
  { modelNames: { transcription }, recordUsage }: Pick<AnswerMessageDeps, "modelNames" | "recordUsage">,
): CommitEffect[] =>
  hasSpeech && transcription !== undefined ? recordUsage({ model: transcription, tokens: undefined }) : [];

/** Creates the use case: question, context and persona to the model; its completion to a reply and the new context. */
export function createAnswerMessage(deps: AnswerMessageDeps) {
  const { counter, sessions } = deps;
  const refuse = async (words: string): Promise<ComposedReply> => ({
    reply: await deps.write(words),
    effects: [],
    isRefusal: true,
  });

  return async (job: AnswerMessage, attempt: RunningAttempt): Promise<ComposedReply> => {
    const { signal, serialKey } = attempt;
    const question = await deps.readQuestion(job, signal);
    if (question.status === "refused") return refuse(question.words);
    const size = await measureQuestion(question, deps, signal);
    if (size.status === "refused") return refuse(size.words);

    const key = sessionKeyOf(job);
    const session = await sessions.read(key);
    const remembers = session.mode === "multiTurn";
    const system = deps.systemMessage(job.user);
    const fixedTokens = size.tokens + (remembers ? await counter.count(system.content, signal) : 0);
    const turns = remembers
      ? trimTurns({ turns: session.turns, fixedTokens, maxTokens: deps.maxContextTokens })
      : [];

    const { text, pictures, remembered } = question;
    const hasPictures = pictures.length > 0;
    const modelName = hasPictures ? deps.modelNames.vision : deps.modelNames.chat;
    const inquiry = { system, turns, question: text, pictures, user: hashed(key.user), signal };
    const shown = await deps.show(job, attempt, async (onText) =>
      askModel(hasPictures ? deps.visionModel : deps.model, { ...inquiry, onText }).catch(
        (error: unknown) => {
          if (hasPictures && error instanceof ModelError && error.kind === "bad_request") return undefined;
          throw error;
        },
      ),
    );
    if (shown.status === "brokenOff") {
      // It was read, so it is in the transcript.
      const broken = { question: remembered, answer: shown.text, model: modelName };
      return {
        reply: await deps.writeAnswer(shown.text, replies.brokenOff, "card"),
        effects: deps.record(job, { kind: "chat", ...broken }),
      };
    }
    const { asked, form } = shown;
    // The model was asked: that counts, like an answer.
    if (asked === undefined) {
      return { reply: await deps.write(refusals.pictureNotSeen, leftLine(attempt)), effects: [] };
    }
    const answer = asked.completion.text;
    // Counted once, here. Without the signal: the answer is there, and what is left takes milliseconds.
    const turnTokens = remembers
      ? (await counter.countUpTo(answer, deps.maxContextTokens)) +
        (remembered === text ? size.tokens : await counter.count(remembered))
      : 0;
    return {
      // Not a part of the answer: the model would read in its context that it had said so.
      reply: await deps.writeAnswer(answer, closingLines(asked.completion, remembers, attempt), form),
      effects: [
        ...sessions.effectsOfTurn(
          key,
          { ...session, turns: asked.turns },
          { question: remembered, answer, tokens: turnTokens },
        ),
        ...(remembers ? serialEffects(serialKey, deps.contextTtlSeconds) : []),
        ...usageOfSpeech(question, deps),
        ...deps.recordUsage({
          model: modelName,
          tokens: asked.completion.usage,
        }),
        ...deps.record(job, { kind: "chat", question: remembered, answer, model: asked.completion.model }),
      ],
    };
  };
}

/** Ours below the model's: that the answer is cut, and how many questions the day has left. */
function closingLines(
  { finishReason }: Completion,
  remembers: boolean,
  attempt: Attempt,
): string | undefined {
  const lines = [replies.cut(finishReason, remembers), leftLine(attempt)];
  return lines.filter((line) => line !== undefined).join("\n\n") || undefined;
}

const leftLine = ({ leftToday }: Attempt): string | undefined =>
  leftToday === undefined ? undefined : replies.leftToday(leftToday);
