import { createChatModel, ModelError, normalizeBaseUrl } from "@dinglane/llm";
import type { Config } from "@dinglane/runtime";
import type { Finding } from "../finding.ts";
import { ask, type AskTools } from "../network/ask.ts";
import { durationText } from "../text/duration-text.ts";
import { explainModelError } from "./explain-model-error.ts";

export interface ModelTrial extends AskTools {
  model: Config["model"];
  apiKey: string;
  /** How long a tiny answer is waited for. */
  patienceMs: number;
  signal: AbortSignal;
}

const QUESTION = "Reply with the one word: ok";

/** One tiny completion, asked for as a worker does. */
export async function askModel(trial: ModelTrial): Promise<Omit<Finding, "subject">> {
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
    if (error.kind === "timeout" || error.kind === "aborted") return impatient(await reachable, trial, error);
    return explainModelError(error);
  }
}

/** Asked at the same time, so that a slow model can be told from a server that is not there. */
async function isReachable(trial: ModelTrial): Promise<boolean> {
  const { model, signal } = trial;
  const answer = await ask(trial, `${normalizeBaseUrl(model.baseUrl)}/models`, { signal });
  return answer.reached;
}

function impatient(
  serverAnswers: boolean,
  { patienceMs, model }: ModelTrial,
  error: ModelError,
): Omit<Finding, "subject"> {
  if (!serverAnswers) {
    return {
      ...explainModelError(new ModelError("unavailable")),
      seen: "the model server does not answer at all",
    };
  }
  const waited = durationText(Math.min(patienceMs, model.timeoutMs));
  const seen = `the server is there, but no answer was complete within ${waited}; a worker waits ${durationText(model.timeoutMs)}`;
  return { ...explainModelError(error), seen };
}

/** The server's own words: shown only where they cannot be a sentence. */
function plainName(name: string): string {
  return /^[\w./:@-]{1,80}$/.test(name) ? name : "another model";
}
