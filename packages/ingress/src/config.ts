import type { Config, ConfigProblem } from "@dinglane/runtime";

/**
 * What ingress cannot do without: in HTTP mode something to tell DingTalk's callbacks from anybody else's.
 * It needs no model key.
 */
export function ingressDemands(config: Config): ConfigProblem[] {
  if (config.runMode !== "http" || config.dingtalk.allowUnsigned || hasSecrets(config)) return [];
  return [
    {
      fileKey: "credentials",
      variable: "DINGTALK_CREDENTIALS",
      wrong: "is empty, and so is app_secrets (APP_SECRETS): in HTTP mode anybody could pose as DingTalk",
      mend:
        "set DINGTALK_CREDENTIALS=clientId:clientSecret (or APP_SECRETS) from the robot's page in DingTalk; " +
        "to accept unsigned callbacks on a machine nobody else reaches, set ALLOW_UNSIGNED=true",
    },
  ];
}

/** Whether callbacks can be verified; where they can, they must. */
export function hasSecrets(config: Config): boolean {
  return config.dingtalk.credentials.length + config.dingtalk.appSecrets.length > 0;
}
