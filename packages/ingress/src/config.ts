import type { Config, ConfigProblem } from "@dinglane/runtime";

/**
 * What ingress cannot do without: in HTTP mode something to tell DingTalk's callbacks from anybody else's.
 * It needs no model key.
 */
export function ingressDemands(config: Config): ConfigProblem[] {
  const { credentials, appSecrets, allowUnsigned } = config.dingtalk;
  if (config.runMode !== "http" || allowUnsigned || credentials.length + appSecrets.length > 0) return [];
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
