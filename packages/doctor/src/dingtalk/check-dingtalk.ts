import type { Config } from "@dinglane/runtime";
import type { Finding } from "../finding.ts";
import type { AskTools } from "../network/ask.ts";
import { checkRobot } from "./check-robot.ts";
import { checkWebhookHost } from "./check-webhook-host.ts";

export interface DingTalkOptions extends AskTools {
  config: Pick<Config, "dingtalk" | "runMode" | "cards">;
  signal: AbortSignal;
}

const LEFT_OUT: Finding = {
  level: "unchecked",
  subject: "not tried",
  seen: "uploading pictures (it would leave one behind), and whether the robot is published and in your group: write to it",
};

/** Every robot of `credentials`, all at once: a bad one does not keep the others from being looked at. */
export async function checkDingTalk(options: DingTalkOptions): Promise<Finding[]> {
  const { config, fetch, clock, signal } = options;
  const { credentials, apiUrl, oapiUrl } = config.dingtalk;
  if (credentials.length === 0) return [withoutCredentials(config)];
  const [webhookHost, ...robots] = await Promise.all([
    checkWebhookHost({ oapiUrl, fetch, clock, signal }).then((finding) => [finding]),
    ...credentials.map((credential) =>
      checkRobot({ credential, apiUrl, fetch, clock, signal, runMode: config.runMode, cards: config.cards }),
    ),
  ]);
  return [...robots.flat(), ...webhookHost, LEFT_OUT];
}

function withoutCredentials({ dingtalk, runMode }: DingTalkOptions["config"]): Finding {
  const subject = "credentials";
  if (runMode === "stream") {
    return {
      level: "fail",
      code: "credentials_missing_for_stream",
      facts: {},
      subject,
      seen: "run_mode is stream, but there are no credentials to open a connection with",
      todo: "Set credentials (DINGTALK_CREDENTIALS=clientId:clientSecret)",
    };
  }
  if (dingtalk.appSecrets.length > 0) {
    return {
      level: "unchecked",
      subject,
      seen: "only app_secrets are set: they verify callbacks, and cannot be tried against DingTalk",
    };
  }
  return {
    level: "warn",
    code: "credentials_missing",
    facts: {},
    subject,
    seen: "none are set: `pnpm start` then runs beside a simulated DingTalk",
    todo: "For the real one set credentials (DINGTALK_CREDENTIALS=clientId:clientSecret)",
  };
}
