import { createModelFetch } from "@dinglane/llm";
import { demandModelAccount, type Config } from "@dinglane/runtime";
import type { Complaint, Finding } from "../finding.ts";
import type { AskTools } from "../network/ask.ts";
import { askModel } from "./ask-model.ts";
import { judgeBaseUrl } from "./judge-base-url.ts";
import { listModels } from "./list-models.ts";
import { modelSpotText } from "./model-spot.ts";

export interface ModelOptions extends AskTools {
  config: Config;
  /** How long a tiny answer is waited for; below the bound of a check. */
  patienceMs?: number;
  /** False asks no question, since each costs money: the list of models must do. */
  mayCost?: boolean;
  signal: AbortSignal;
}

const PATIENCE_MS = 8_500;

/** The account, the address, and one tiny completion per key, where that may cost something. */
export async function checkModel(options: ModelOptions): Promise<Finding[]> {
  const { config, clock, signal, patienceMs = PATIENCE_MS, mayCost = true } = options;
  const { model } = config;
  const { httpProxy } = model;
  // As a worker goes, or the answer says nothing about what a worker will get.
  const fetch =
    httpProxy === undefined ? options.fetch : createModelFetch({ httpProxy, timeoutMs: patienceMs });
  if (model.azure === undefined && model.apiKeys.length === 0 && model.baseUrl === "") return [NO_MODEL];
  const missing = demandModelAccount(config).map(
    ({ fileKey = "model", variable, wrong, mend }): Complaint => ({
      level: "fail",
      code: "model_setting_missing",
      facts: { key: fileKey, ...(variable !== undefined && { variable }) },
      subject: variable === undefined ? fileKey : `${fileKey} (${variable})`,
      seen: wrong,
      todo: `${mend.charAt(0).toUpperCase()}${mend.slice(1)}`,
    }),
  );
  if (model.azure !== undefined) return [...missing, AZURE];
  const answers = await Promise.all(
    model.apiKeys.map(async (apiKey, index): Promise<Finding> => {
      const spot = { model: model.chat, ...(model.apiKeys.length > 1 && { keyNo: index + 1 }) };
      const trial = { spot, apiKey, patienceMs, fetch, clock, signal };
      const seen = await (mayCost
        ? askModel({ ...trial, model })
        : listModels({ ...trial, baseUrl: model.baseUrl }));
      return { subject: modelSpotText(spot), ...seen };
    }),
  );
  return [judgeBaseUrl(model.baseUrl), ...missing, ...answers];
}

const NO_MODEL: Finding = {
  level: "warn",
  code: "model_account_missing",
  facts: {},
  subject: "api_key",
  seen: "no model account is set: `pnpm start` then answers from a small demo model",
  todo: "For a real one set api_key (APIKEY) and, unless it is OpenAI's, base_url (BASE_URL)",
};

const AZURE: Finding = {
  level: "unchecked",
  subject: "azure_on",
  seen: "the doctor does not ask Azure yet",
};
