import type { ReplyOnce } from "@dinglane/delivery";
import type { Processors } from "@dinglane/jobs";
import type { ChatModel, TokenCounter } from "@dinglane/llm";
import type { Config } from "@dinglane/runtime";
import { createSessionStore, type SessionStoreOptions } from "@dinglane/sessions";
import { createAnswerMessage } from "./answer-message.ts";
import { createReplyProcessor } from "./reply-processor.ts";
import type { createReplyWriter } from "./reply-writer.ts";
import { createResetSession } from "./reset-session.ts";
import { createSwitchMode } from "./switch-mode.ts";
import { createSystemMessage } from "./system-message.ts";

/** Wires the configuration to the use cases: one processor per kind of job on the chat queue. */
export function createProcessors(options: {
  config: Config;
  redis: SessionStoreOptions["redis"];
  prefix: string;
  model: ChatModel;
  counter: TokenCounter;
  now: () => number;
  writer: ReturnType<typeof createReplyWriter>;
  replyOnce: ReplyOnce;
}): Processors<"chat"> {
  const { config, replyOnce, counter, now } = options;
  const { write, writeAnswer } = options.writer;
  const { session } = config;
  const sessions = createSessionStore({
    redis: options.redis,
    prefix: options.prefix,
    ttlSeconds: session.timeoutSeconds,
    defaultMode: session.defaultMode,
  });

  const answer = createAnswerMessage({
    model: options.model,
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
  });
  const switchMode = createSwitchMode({
    sessions,
    write,
    defaultMode: session.defaultMode,
    ttlSeconds: session.timeoutSeconds,
  });
  const reset = createResetSession({ sessions, write, defaultMode: session.defaultMode });

  return {
    "answer-message": createReplyProcessor(replyOnce, answer),
    "switch-mode": createReplyProcessor(replyOnce, switchMode),
    "reset-session": createReplyProcessor(replyOnce, reset),
    "show-help": createReplyProcessor(replyOnce, async () => ({
      reply: await write(config.help),
      effects: [],
    })),
  };
}
