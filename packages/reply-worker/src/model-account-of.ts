import type { ModelAccountOptions } from "@dinglane/llm";
import type { Config, Logger } from "@dinglane/runtime";
import type { ModelMetrics } from "./model-metrics.ts";

/** The configured account and the way to it, with keys that have to rest counted, and refused ones told of. */
export function modelAccountOf(options: {
  model: Config["model"];
  metrics: Pick<ModelMetrics, "keySetAside">;
  log: Pick<Logger, "warn">;
}): ModelAccountOptions {
  const { model, metrics, log } = options;
  return {
    apiKeys: model.apiKeys,
    baseUrl: model.baseUrl,
    azure: model.azure,
    httpProxy: model.httpProxy,
    timeoutMs: model.timeoutMs,
    onKeySetAside(event) {
      metrics.keySetAside(event);
      // A rate limit is the weather; a refused key is for the operator to mend.
      if (event.trouble !== "refused_credentials") return;
      const facts = { key: event.keyIndex + 1, waitMs: event.waitMs };
      log.warn(facts, "the model server refused this key of api_key, or its account");
    },
  };
}
