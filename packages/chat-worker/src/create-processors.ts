import { createThinkingEmotion } from "@dinglane/delivery";
import { createLocalDay, type Processors } from "@dinglane/jobs";
import type { ChatModel, TokenCounter } from "@dinglane/llm";
import { createModelWatch, type ReplyRoad } from "@dinglane/reply-worker";
import type { Config, Logger } from "@dinglane/runtime";
import { createSessionStore } from "@dinglane/sessions";
import { createTranscriptRecorder } from "@dinglane/transcripts";
import type { WordFilter } from "@dinglane/settings";
import { createUsageRecorder } from "@dinglane/usage";
import { createAnswerMessage } from "./answer-message.ts";
import { createFetchAttachment } from "./attachments/fetch-attachment.ts";
import { createPreparePicture } from "./attachments/prepare-picture.ts";
import { createReadQuestion } from "./attachments/read-question.ts";
import type { Models } from "./create-models.ts";
import { createResetSession } from "./reset-session.ts";
import { createShowAnswer } from "./show-answer.ts";
import { createSwitchMode } from "./switch-mode.ts";
import { createSystemMessage } from "./system-message.ts";

/** Wires the configuration to the use cases: one processor per kind of job on the chat queue. */
export function createProcessors(options: {
  config: Config;
  road: ReplyRoad;
  models: Models;
  counter: TokenCounter;
  words: Pick<WordFilter, "find" | "mask" | "createStreamMask">;
  log: Pick<Logger, "warn">;
}): Processors<"chat"> {
  const { config, road, models, counter, words, log } = options;
  const { now, write, writeAnswer } = road;
  const { session } = config;
  const watched = (model: ChatModel, name: string): ChatModel => {
    const watch = createModelWatch(name, road.dingtalk.postNotice);
    return { complete: (request) => watch(() => model.complete(request)) };
  };
  const sessions = createSessionStore({
    redis: road.redis,
    prefix: road.prefix,
    ttlSeconds: session.timeoutSeconds,
    defaultMode: session.defaultMode,
  });

  const readQuestion = createReadQuestion({
    fetchAttachment: createFetchAttachment({
      calls: road.dingtalk.calls,
      client: road.dingtalk.client,
      credentials: config.dingtalk.credentials,
      apiUrl: config.dingtalk.apiUrl,
      log,
    }),
    preparePicture: createPreparePicture(),
    transcriber: watchedTranscriber(models.transcriber, config, road),
    words,
    maxFileBytes: config.model.maxFileBytes,
  });
  const answer = createAnswerMessage({
    model: watched(models.chat, config.model.chat),
    visionModel: watched(models.vision, config.model.vision),
    readQuestion,
    counter,
    sessions,
    systemMessage: createSystemMessage({
      persona: config.model.systemPrompt,
      timezone: config.timezone,
      now,
    }),
    maxQuestionTokens: config.model.maxQuestionTokens,
    maxContextTokens: config.model.maxContextTokens,
    contextTtlSeconds: session.timeoutSeconds,
    write,
    writeAnswer,
    show: createShowAnswer({
      cards: road.cards,
      words,
      thinkAbout: config.cards.thinkingEmotion
        ? createThinkingEmotion({ ...road.dingtalk, credentials: config.dingtalk.credentials, log })
        : undefined,
      writeAnswer,
    }),
    record: createTranscriptRecorder({
      prefix: road.prefix,
      days: config.transcriptDays,
      mask: (text) => words.mask(text),
      now,
    }),
    recordUsage: createUsageRecorder({ prefix: road.prefix, now, dayOf: createLocalDay(config.timezone) }),
    modelNames: config.model,
  });
  const switchMode = createSwitchMode({
    sessions,
    write,
    defaultMode: session.defaultMode,
    ttlSeconds: session.timeoutSeconds,
  });
  const reset = createResetSession({ sessions, write, defaultMode: session.defaultMode });

  return {
    "answer-message": road.processor(answer),
    "switch-mode": road.processor(switchMode),
    "reset-session": road.processor(reset),
    "show-help": road.processor(async () => ({
      reply: await write(config.help),
      effects: [],
    })),
  };
}

function watchedTranscriber(
  transcriber: Models["transcriber"],
  { model }: Config,
  road: ReplyRoad,
): Models["transcriber"] {
  if (transcriber === undefined) return undefined;
  const watch = createModelWatch(model.transcription ?? "", road.dingtalk.postNotice);
  return { transcribe: (recording, signal) => watch(() => transcriber.transcribe(recording, signal)) };
}
