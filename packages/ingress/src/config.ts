import type { Config, ConfigProblem } from "@dinglane/runtime";

/**
 * What ingress cannot do without: in HTTP mode something to tell DingTalk's callbacks from anybody else's, in stream
 * mode a robot to be. It needs no model key.
 */
export function ingressDemands(config: Config): ConfigProblem[] {
  const { credentials, appSecrets, allowUnsigned } = config.dingtalk;
  if (config.runMode === "stream") return credentials.length > 0 ? [] : [NO_ROBOT];
  return allowUnsigned || credentials.length + appSecrets.length > 0 ? [] : [NO_SECRET];
}

const NO_ROBOT: ConfigProblem = {
  fileKey: "credentials",
  variable: "DINGTALK_CREDENTIALS",
  wrong: "is empty, so in stream mode there is no robot whose messages could be received",
  mend:
    "set DINGTALK_CREDENTIALS=clientId:clientSecret from the robot's page in DingTalk, " +
    "or RUN_MODE=http to be called back",
};

const NO_SECRET: ConfigProblem = {
  fileKey: "credentials",
  variable: "DINGTALK_CREDENTIALS",
  wrong: "is empty, and so is app_secrets (APP_SECRETS): in HTTP mode anybody could pose as DingTalk",
  mend:
    "set DINGTALK_CREDENTIALS=clientId:clientSecret (or APP_SECRETS) from the robot's page in DingTalk; " +
    "to accept unsigned callbacks on a machine nobody else reaches, set ALLOW_UNSIGNED=true",
};
