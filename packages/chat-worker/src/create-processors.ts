import type { ReplyOnce } from "@dinglane/delivery";
import type { Processors } from "@dinglane/jobs";
import { createChatModel, type TokenCounter } from "@dinglane/llm";
import type { Config } from "@dinglane/runtime";
import { createSessionStore, type SessionStoreOptions } from "@dinglane/sessions";
import { createWordFilter } from "@dinglane/settings";
import { createAnswerMessage } from "./answer-message.ts";
import { markdownReplyOf } from "./markdown-reply.ts";
import { replies } from "./replies.ts";
import { createReplyProcessor } from "./reply-processor.ts";
import { createResetSession } from "./reset-session.ts";
import { createSwitchMode } from "./switch-mode.ts";
import { createSystemMessage } from "./system-message.ts";

/** Wires the configuration to the use cases: one processor per kind of job on the chat queue. */
export function createProcessors(options: {
  config: Config;
  redis: SessionStoreOptions["redis"];
  prefix: string;
  counter: TokenCounter;
  now: () => number;
  replyOnce: ReplyOnce;
}): Processors<"chat"> {
  const { config, replyOnce, counter, now } = options;
  const { model, session } = config;
  const sessions = createSessionStore({
    redis: options.redis,
    prefix: options.prefix,
    ttlSeconds: session.timeoutSeconds,
    defaultMode: session.defaultMode,
  });

  const words = createWordFilter(config.sensitiveWords);
  const answer = createAnswerMessage({
    model: createChatModel({
      apiKeys: model.apiKeys,
      baseUrl: model.baseUrl,
      model: model.chat,
      temperature: model.temperature,
      maxTokens: model.maxTokens,
      timeoutMs: model.timeoutMs,
    }),
    counter,
    sessions,
    systemMessage: createSystemMessage({ persona: model.systemPrompt, timezone: config.timezone, now }),
    maxQuestionTokens: model.maxQuestionTokens,
    maxContextTokens: model.maxContextTokens,
    maxAnswerTokens: model.maxTokens ?? 0,
    mask: (text) => words.mask(text),
  });
  const switchMode = createSwitchMode({
    sessions,
    defaultMode: session.defaultMode,
    ttlSeconds: session.timeoutSeconds,
  });
  const reset = createResetSession({ sessions, defaultMode: session.defaultMode });

  return {
    "answer-message": createReplyProcessor(replyOnce, answer),
    "switch-mode": createReplyProcessor(replyOnce, switchMode),
    "reset-session": createReplyProcessor(replyOnce, reset),
    "show-help": createReplyProcessor(replyOnce, async () => ({
      reply: await markdownReplyOf(config.help, replies.helpTitle),
      effects: [],
    })),
  };
}
