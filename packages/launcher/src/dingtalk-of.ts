import { isPlaceholder, type Config } from "@dinglane/runtime";

/** Real with something that a real DingTalk's messages can be verified with; the example's placeholders are nothing. */
export function dingTalkOf({ dingtalk }: Config): "real" | "simulated" {
  const { credentials, appSecrets } = dingtalk;
  const isReal = credentials.some((each) => !Object.values(each).some(isPlaceholder));
  return isReal || appSecrets.length > 0 ? "real" : "simulated";
}
