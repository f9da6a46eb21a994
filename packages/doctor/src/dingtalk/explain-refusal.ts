import type { Complaint, Nameless } from "../finding.ts";
import type { DingTalkSpot } from "./dingtalk-spot.ts";
import type { Refusal } from "./parse-refusal.ts";

interface Explanation {
  level: "warn" | "fail";
  code:
    | "dingtalk_credentials_refused"
    | "dingtalk_ip_not_allowed"
    | "dingtalk_calls_used_up"
    | "dingtalk_token_refused"
    | "dingtalk_api_not_found"
    | "dingtalk_busy"
    | "dingtalk_rate_limited";
  seen: string;
  todo: string;
}

const BAD_CREDENTIALS: Explanation = {
  level: "fail",
  code: "dingtalk_credentials_refused",
  seen: "DingTalk refuses the client id or the client secret",
  todo: "Copy both anew from the application's credentials page in the DingTalk developer console into credentials (DINGTALK_CREDENTIALS); a secret that was reset is void at once",
};
const BUSY: Explanation = {
  level: "warn",
  code: "dingtalk_busy",
  seen: "DingTalk is busy",
  todo: "Run the doctor again in a minute",
};
const TOO_FAST: Explanation = {
  level: "warn",
  code: "dingtalk_rate_limited",
  seen: "DingTalk limits the rate of calls of this application",
  todo: "Run the doctor again in a minute; if it stays so, lower dingtalk_qps (DINGTALK_QPS)",
};

/**
 * https://open.dingtalk.com/document/development/server-api-error-codes-1 and, for `authFailed`, the stream gateway. A 403
 * says nothing by itself: its code does.
 */
const BY_CODE: Readonly<Record<string, Explanation>> = {
  invalidClientIdOrSecret: BAD_CREDENTIALS,
  authFailed: BAD_CREDENTIALS,
  "Forbidden.AccessDenied.IpNotInWhiteList": {
    level: "fail",
    code: "dingtalk_ip_not_allowed",
    seen: "this machine's public address is not on the application's list of allowed addresses",
    todo: "Add it in the developer console (security settings, server exit addresses), or empty that list",
  },
  "Forbidden.AccessDenied.ApiCountLimitForOrg": {
    level: "fail",
    code: "dingtalk_calls_used_up",
    seen: "the organisation's API calls of this month are used up",
    todo: "Buy a larger edition, or wait for next month; plain replies do not need these calls",
  },
  InvalidAuthentication: {
    level: "fail",
    code: "dingtalk_token_refused",
    seen: "DingTalk refuses the access token that it has just given",
    todo: "Check that dingtalk_api_url (DINGTALK_API_URL) leads to one DingTalk, not by turns to several",
  },
  "InvalidAction.NotFound": {
    level: "fail",
    code: "dingtalk_api_not_found",
    seen: "there is no such API at this address",
    todo: "Set dingtalk_api_url (DINGTALK_API_URL) to https://api.dingtalk.com, or leave it out",
  },
  "system.busy": BUSY,
  systemBusy: BUSY,
  "system.error": BUSY,
};

/** What a refusal means, and what to do, whatever was asked. */
export function explainRefusal({ status, code }: Refusal, spot: DingTalkSpot): Nameless<Complaint> {
  if (code === undefined) return explainStrangeAnswer(status, spot);
  const known = BY_CODE[code] ?? (/Q[pP][sSmM]Limit/.test(code) ? TOO_FAST : undefined);
  if (known !== undefined) return { ...known, facts: { spot } };
  return {
    level: status >= 500 ? "warn" : "fail",
    code: "dingtalk_refused",
    facts: { spot, errorCode: code, status },
    seen: `DingTalk refuses with ${code} (HTTP ${status})`,
    todo: "Look that code up in DingTalk's list of API error codes",
  };
}

/** A page instead of JSON is what DingTalk sends to an address that it blocks, and what a proxy sends in its own name. */
function explainStrangeAnswer(status: number, spot: DingTalkSpot): Nameless<Complaint> {
  if (status === 429 || status >= 500) {
    return { ...BUSY, facts: { spot }, seen: `DingTalk is busy (HTTP ${status})` };
  }
  return {
    level: "fail",
    code: "dingtalk_strange_answer",
    facts: { spot, status },
    seen: `the answer is not DingTalk's (HTTP ${status})`,
    todo: "Look for a proxy or portal on the way; DingTalk itself blocks an address that calls too often, for 5 minutes",
  };
}
