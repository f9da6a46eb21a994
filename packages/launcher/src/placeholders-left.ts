import type { Config } from "@dinglane/runtime";
import type { LaunchPlan } from "./plan-launch.ts";

/** The keys that hold only the example's placeholders, for want of which something is simulated. */
export function placeholdersLeft(config: Config, plan: Pick<LaunchPlan, "dingtalk" | "model">): string[] {
  const { dingtalk, model } = config;
  return [
    ...(plan.dingtalk === "simulated" && dingtalk.credentials.length > 0
      ? ["credentials (DINGTALK_CREDENTIALS)"]
      : []),
    ...(plan.model === "demo" && model.apiKeys.length > 0 ? ["api_key (APIKEY)"] : []),
  ];
}
