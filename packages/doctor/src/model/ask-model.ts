import { createChatModel, ModelError, normalizeBaseUrl } from "@dinglane/llm";
import type { Config } from "@dinglane/runtime";
import type { Complaint, Nameless } from "../finding.ts";
import { ask, type AskTools } from "../network/ask.ts";
import { durationText } from "../text/duration-text.ts";
import { explainModelError, LOOK_AT_SERVER } from "./explain-model-error.ts";
import type { ModelSpot } from "./model-spot.ts";

export interface ModelTrial extends AskTools {
  spot: ModelSpot;
  model: Config["model"];
  apiKey: string;
  /** How long a tiny answer is waited for. */
  patienceMs: number;
  signal: AbortSignal;
}

const QUESTION = "Reply with the one word: ok";

/** One tiny completion, asked for as a worker does. */
export async function askModel(trial: ModelTrial): Promise<Nameless> {
  const { model, apiKey, patienceMs, fetch, clock, signal } = trial;
  const chat = createChatModel({
    apiKeys: [apiKey],
    baseUrl: model.baseUrl,
    model: model.chat,
    temperature: model.temperature,
    maxTokens: model.maxTokens,
    timeoutMs: Math.min(patienceMs, model.timeoutMs),
    fetch,
  });
  const reachable = isReachable(trial);
  const startedAtMs = clock.elapsedMs();
  try {
    const completion = await chat.complete({ messages: [{ role: "user", content: QUESTION }], signal });
    const tookMs = clock.elapsedMs() - startedAtMs;
    const as = completion.model === model.chat ? "" : `, as ${plainName(completion.model)}`;
    return { level: "ok", seen: `answered in ${durationText(tookMs)}${as}` };
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    const { kind } = error;
    if (kind === "timeout" || kind === "aborted") return impatient(await reachable, trial);
    return explainModelError(kind, error, trial.spot);
  }
}

/** Asked at the same time, so that a slow model can be told from a server that is not there. */
async function isReachable(trial: ModelTrial): Promise<boolean> {
  const { model, signal } = trial;
  const answer = await ask(trial, `${normalizeBaseUrl(model.baseUrl)}/models`, { signal });
  return answer.reached;
}

/** It is the doctor that would not wait: a worker would have. */
function impatient(
  serverAnswers: boolean,
  { spot, patienceMs, model: { timeoutMs } }: ModelTrial,
): Nameless<Complaint> {
  if (!serverAnswers) {
    return {
      level: "fail",
      code: "model_silent",
      facts: { spot },
      seen: "the model server does not answer at all",
      todo: LOOK_AT_SERVER,
    };
  }
  const waitedMs = Math.min(patienceMs, timeoutMs);
  return {
    level: "warn",
    code: "model_slow",
    facts: { spot, waitedMs, timeoutMs },
    seen: `the server is there, but no answer was complete within ${durationText(waitedMs)}; a worker waits ${durationText(timeoutMs)}`,
    todo: "Try again; a model that is always slow needs model_timeout (MODEL_TIMEOUT) raised",
  };
}

/** The server's own words: shown only where they cannot be a sentence. */
function plainName(name: string): string {
  return /^[\w./:@-]{1,80}$/.test(name) ? name : "another model";
}
