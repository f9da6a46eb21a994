import type { ModelError, ModelErrorKind } from "@dinglane/llm";
import type { Finding } from "../finding.ts";
import { explainNetworkError } from "../network/explain-network-error.ts";

interface Explanation {
  level: Finding["level"];
  todo: string;
}

/** `timeout` and `aborted` are the doctor's own impatience: whoever asked knows more. */
const BY_KIND: Readonly<Record<ModelErrorKind, Explanation>> = {
  rate_limited: {
    level: "warn",
    todo: "Wait, or raise the limit of the account; workers try again by themselves",
  },
  unavailable: {
    level: "fail",
    todo: "Look at base_url (BASE_URL), the network, and the model server's status page",
  },
  timeout: {
    level: "warn",
    todo: "Try again; a model that is always slow needs model_timeout (MODEL_TIMEOUT) raised",
  },
  aborted: {
    level: "warn",
    todo: "Try again; a model that is always slow needs model_timeout (MODEL_TIMEOUT) raised",
  },
  refused_credentials: {
    level: "fail",
    todo: "Check api_key (APIKEY), that it belongs to the server of base_url, and that the account has credit",
  },
  context_too_long: { level: "fail", todo: "One word was too long for it: check model (MODEL)" },
  content_policy: {
    level: "warn",
    todo: "One harmless word was refused: look at the account's content settings",
  },
  bad_request: {
    level: "fail",
    todo: "Check model (MODEL) against the server's list, and temperature and max_tokens, which some models refuse",
  },
  empty: {
    level: "warn",
    todo: "A reasoning model may use up max_tokens (MAX_TOKENS) in thought: raise or remove it",
  },
};

const NOT_FOUND: Explanation = {
  level: "fail",
  todo: "Check model (MODEL), and that base_url (BASE_URL) is right with /v1 or its own /v and number at the end",
};

/** In words, by kind and status. The error's own message names the status and the server's code. */
export function explainModelError(error: ModelError): Omit<Finding, "subject"> {
  if (error.status === 404) return { ...NOT_FOUND, seen: error.message };
  const seen =
    error.kind === "unavailable" && error.status === undefined
      ? `the model server cannot be reached: ${explainNetworkError(error)}`
      : error.message;
  return { ...BY_KIND[error.kind], seen };
}
