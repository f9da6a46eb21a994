import { createTokenCounter, encodingOf, type TokenCounter } from "@dinglane/llm";

/**
 * Creates what finds a model's counter, loaded. Loading takes the event loop for about 100 ms, so models that count alike
 * share one: a change of model costs that once per encoding, of which there are two.
 */
export function createCounters(): (model: string) => Promise<TokenCounter> {
  const counters = new Map<string, TokenCounter>();
  return async (model) => {
    const encoding = encodingOf(model);
    const counter = counters.get(encoding) ?? createTokenCounter(model);
    counters.set(encoding, counter);
    await counter.load();
    return counter;
  };
}
