import type { ModelError, ModelErrorKind } from "@dinglane/llm";
import type { Complaint, Nameless } from "../finding.ts";
import { explainNetworkError } from "../network/explain-network-error.ts";
import { networkFailureOf } from "../network/network-failure.ts";
import type { ModelSpot } from "./model-spot.ts";

interface Explanation {
  level: Complaint["level"];
  todo: string;
}

/** `timeout` and `aborted` are the doctor's own impatience: whoever asked knows more. */
type ToldKind = Exclude<ModelErrorKind, "timeout" | "aborted">;

export const LOOK_AT_SERVER = "Look at base_url (BASE_URL), the network, and the model server's status page";

const BY_KIND: Readonly<Record<ToldKind, Explanation>> = {
  rate_limited: {
    level: "warn",
    todo: "Wait, or raise the limit of the account; workers try again by themselves",
  },
  unavailable: {
    level: "fail",
    todo: LOOK_AT_SERVER,
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
export function explainModelError(kind: ToldKind, error: ModelError, spot: ModelSpot): Nameless<Complaint> {
  const { status, upstreamCode, message } = error;
  if (kind === "unavailable" && status === undefined) {
    return {
      ...BY_KIND.unavailable,
      code: "model_unreachable",
      facts: { spot, failure: networkFailureOf(error) },
      seen: `the model server cannot be reached: ${explainNetworkError(error)}`,
    };
  }
  const facts = {
    spot,
    ...(status !== undefined && { status }),
    ...(upstreamCode !== undefined && { errorCode: upstreamCode }),
  };
  if (status === 404) return { ...NOT_FOUND, code: "model_not_found", facts, seen: message };
  return { ...BY_KIND[kind], code: `model_${kind}`, facts, seen: message };
}
