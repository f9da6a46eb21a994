import { createChatModel, type ChatModel } from "@dinglane/llm";
import type { Config, Logger } from "@dinglane/runtime";
import type { ModelMetrics } from "./model-metrics.ts";

/** The model that answers, by the configured account and on the configured way, metered. */
export function createModel(options: {
  model: Config["model"];
  metrics: ModelMetrics;
  log: Pick<Logger, "warn">;
}): ChatModel {
  const { model, metrics, log } = options;
  const chat = createChatModel({
    apiKeys: model.apiKeys,
    baseUrl: model.baseUrl,
    azure: model.azure,
    httpProxy: model.httpProxy,
    model: model.chat,
    temperature: model.temperature,
    maxTokens: model.maxTokens,
    timeoutMs: model.timeoutMs,
    onKeySetAside(event) {
      metrics.keySetAside(event);
      // A rate limit is the weather; a refused key is for the operator to mend.
      if (event.trouble !== "refused_credentials") return;
      const facts = { key: event.keyIndex + 1, waitMs: event.waitMs };
      log.warn(facts, "the model server refused this key of api_key, or its account");
    },
  });
  return metrics.meter(chat, model.chat);
}
