import { ModelError, normalizeBaseUrl } from "@dinglane/llm";
import type { Finding } from "../finding.ts";
import { ask, type AskTools } from "../network/ask.ts";
import { explainModelError } from "./explain-model-error.ts";

/** Asks for the list of models: it costs nothing, and tells whether the server is there and knows the key. */
export async function listModels(
  trial: AskTools & { baseUrl: string; apiKey: string; patienceMs: number; signal: AbortSignal },
): Promise<Omit<Finding, "subject">> {
  const { baseUrl, apiKey, patienceMs, signal } = trial;
  const answer = await ask(trial, `${normalizeBaseUrl(baseUrl)}/models`, {
    headers: { authorization: `Bearer ${apiKey}` },
    signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
  });
  if (!answer.reached) {
    const { level, todo = "" } = explainModelError(new ModelError("unavailable"));
    return { level, seen: `the model server cannot be reached: ${answer.why}`, todo };
  }
  const { status } = answer;
  if (status === 200)
    return { level: "ok", seen: "the server is there and takes the key; no question was asked" };
  if (status === 401 || status === 403)
    return explainModelError(new ModelError("refused_credentials", { status }));
  if (status === 429) return explainModelError(new ModelError("rate_limited", { status }));
  return {
    level: "unchecked",
    seen: `the server is there, but has no list of models (HTTP ${status}), and no question was asked`,
  };
}
