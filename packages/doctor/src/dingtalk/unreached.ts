import type { Explanation } from "./explain-refusal.ts";

/** DingTalk, or what stands in for it, could not be asked at all. */
export function unreached(url: string, why: string): Explanation {
  const { host } = new URL(url);
  return {
    level: "fail",
    seen: `${host} cannot be reached: ${why}`,
    todo: "Let this machine call api.dingtalk.com, oapi.dingtalk.com and wss-open-connection.dingtalk.com on port 443; http_proxy is not used for DingTalk",
  };
}
