import type { Processors } from "@dinglane/jobs";
import type { ChatModel, TokenCounter } from "@dinglane/llm";
import type { ReplyRoad } from "@dinglane/reply-worker";
import type { Config } from "@dinglane/runtime";
import { createSessionStore } from "@dinglane/sessions";
import { createAnswerMessage } from "./answer-message.ts";
import { createResetSession } from "./reset-session.ts";
import { createSwitchMode } from "./switch-mode.ts";
import { createSystemMessage } from "./system-message.ts";

/** Wires the configuration to the use cases: one processor per kind of job on the chat queue. */
export function createProcessors(options: {
  config: Config;
  road: ReplyRoad;
  model: ChatModel;
  counter: TokenCounter;
}): Processors<"chat"> {
  const { config, road, counter } = options;
  const { now, write, writeAnswer } = road;
  const { session } = config;
  const sessions = createSessionStore({
    redis: road.redis,
    prefix: road.prefix,
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
    "answer-message": road.processor(answer),
    "switch-mode": road.processor(switchMode),
    "reset-session": road.processor(reset),
    "show-help": road.processor(async () => ({
      reply: await write(config.help),
      effects: [],
    })),
  };
}
