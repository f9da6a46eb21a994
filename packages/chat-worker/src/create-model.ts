import { createChatModel, type ChatModel } from "@dinglane/llm";
import { modelAccountOf, type ModelMetrics } from "@dinglane/reply-worker";
import type { Config, Logger } from "@dinglane/runtime";

/** The model that answers, by the configured account and on the configured way, metered. */
export function createModel(options: {
  model: Config["model"];
  metrics: ModelMetrics;
  log: Pick<Logger, "warn">;
}): ChatModel {
  const { model, metrics } = options;
  const chat = createChatModel({
    ...modelAccountOf(options),
    model: model.chat,
    temperature: model.temperature,
    maxTokens: model.maxTokens,
    timeoutMs: model.timeoutMs,
  });
  return metrics.meter(chat, model.chat);
}
