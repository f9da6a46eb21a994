import type { Config } from "@dinglane/runtime";

/** Real with something that a real DingTalk's messages can be verified with. */
export function dingTalkOf({ dingtalk }: Config): "real" | "simulated" {
  return dingtalk.credentials.length > 0 || dingtalk.appSecrets.length > 0 ? "real" : "simulated";
}
