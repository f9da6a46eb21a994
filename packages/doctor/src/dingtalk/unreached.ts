import type { Complaint, Nameless } from "../finding.ts";
import type { Unreached } from "../network/ask.ts";
import type { DingTalkSpot } from "./dingtalk-spot.ts";

/** DingTalk, or what stands in for it, could not be asked at all. */
export function unreached(spot: DingTalkSpot, url: string, { why, failure }: Unreached): Nameless<Complaint> {
  const { host } = new URL(url);
  return {
    level: "fail",
    code: "dingtalk_unreachable",
    facts: { spot, host, failure },
    seen: `${host} cannot be reached: ${why}`,
    todo: "Let this machine call api.dingtalk.com, oapi.dingtalk.com and wss-open-connection.dingtalk.com on port 443; http_proxy is not used for DingTalk",
  };
}
