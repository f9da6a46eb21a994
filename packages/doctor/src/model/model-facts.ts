import type { NetworkFailure } from "../network/network-failure.ts";
import type { NoFacts } from "../no-facts.ts";
import type { ModelSpot } from "./model-spot.ts";

interface AtModel {
  spot: ModelSpot;
}

/** Of the server's answer, where there was one. */
type Refused = AtModel & { status?: number; errorCode?: string };

interface AtProxy {
  /** Without user and password. */
  proxy: string;
}

/** What can be wrong with the model's account, its address and its answers. */
export interface ModelFacts {
  model_account_missing: NoFacts;
  model_setting_missing: { key: string; variable?: string };
  base_url_with_query: NoFacts;
  base_url_with_path: { url: string };
  base_url_unencrypted: NoFacts;
  model_unreachable: AtModel & { failure: NetworkFailure };
  /** It took the connection, and said nothing to anything. */
  model_silent: AtModel;
  model_slow: AtModel & { waitedMs: number; timeoutMs: number };
  model_not_found: Refused;
  model_rate_limited: Refused;
  model_unavailable: Refused;
  model_refused_credentials: Refused;
  model_context_too_long: Refused;
  model_content_policy: Refused;
  model_bad_request: Refused;
  model_empty: Refused;
  http_proxy_unreachable: AtProxy & { failure: NetworkFailure };
  http_proxy_wants_password: AtProxy;
  http_proxy_blocks: AtProxy & { host: string; status: number };
}
