import { ModelError, normalizeBaseUrl } from "@dinglane/llm";
import type { Nameless } from "../finding.ts";
import { ask, type AskTools } from "../network/ask.ts";
import { explainModelError, LOOK_AT_SERVER } from "./explain-model-error.ts";
import type { ModelSpot } from "./model-spot.ts";

/** Asks for the list of models: it costs nothing, and tells whether the server is there and knows the key. */
export async function listModels(
  trial: AskTools & {
    spot: ModelSpot;
    baseUrl: string;
    apiKey: string;
    patienceMs: number;
    signal: AbortSignal;
  },
): Promise<Nameless> {
  const { spot, baseUrl, apiKey, patienceMs, signal } = trial;
  const answer = await ask(trial, `${normalizeBaseUrl(baseUrl)}/models`, {
    headers: { authorization: `Bearer ${apiKey}` },
    signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
  });
  if (!answer.reached) {
    return {
      level: "fail",
      code: "model_unreachable",
      facts: { spot, failure: answer.failure },
      seen: `the model server cannot be reached: ${answer.why}`,
      todo: LOOK_AT_SERVER,
    };
  }
  const { status } = answer;
  if (status === 200)
    return { level: "ok", seen: "the server is there and takes the key; no question was asked" };
  if (status === 401 || status === 403)
    return explainModelError("refused_credentials", new ModelError("refused_credentials", { status }), spot);
  if (status === 429)
    return explainModelError("rate_limited", new ModelError("rate_limited", { status }), spot);
  return {
    level: "unchecked",
    seen: `the server is there, but has no list of models (HTTP ${status}), and no question was asked`,
  };
}
