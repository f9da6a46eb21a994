import type { NetworkFailure } from "../network/network-failure.ts";
import type { NoFacts } from "../no-facts.ts";
import type { DingTalkSpot } from "./dingtalk-spot.ts";
import type { Permission } from "./scope-probes.ts";

interface AtSpot {
  spot: DingTalkSpot;
}

/** What can be wrong between the robots and DingTalk. */
export interface DingTalkFacts {
  credentials_missing: NoFacts;
  credentials_missing_for_stream: NoFacts;
  dingtalk_unreachable: AtSpot & { host: string; failure: NetworkFailure };
  dingtalk_credentials_refused: AtSpot;
  dingtalk_ip_not_allowed: AtSpot;
  dingtalk_calls_used_up: AtSpot;
  dingtalk_token_refused: AtSpot;
  dingtalk_api_not_found: AtSpot;
  dingtalk_busy: AtSpot;
  dingtalk_rate_limited: AtSpot;
  dingtalk_refused: AtSpot & { errorCode: string; status: number };
  dingtalk_strange_answer: AtSpot & { status: number };
  robot_unknown: AtSpot & { errorCode: string };
  /** `missing` in DingTalk's names, as its answer has them. */
  permission_missing: AtSpot & { permission: Permission; missing: string[] };
  stream_refused: AtSpot & { errorCode?: string };
}
