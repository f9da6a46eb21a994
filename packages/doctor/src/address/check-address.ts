import type { Config } from "@dinglane/runtime";
import type { Clock } from "../clock.ts";
import type { Finding } from "../finding.ts";
import type { AskTools } from "../network/ask.ts";
import { bareUrl } from "../text/bare-url.ts";
import { callbackSecrets } from "./callback-secrets.ts";
import { checkHealth } from "./check-health.ts";
import { findIngress } from "./find-ingress.ts";
import { judgeAddress } from "./judge-address.ts";
import type { CallbackTrial } from "./post-callback.ts";
import { tryCallback } from "./try-callback.ts";

export interface AddressOptions extends AskTools {
  config: Pick<Config, "dingtalk" | "runMode" | "serviceUrl">;
  clock: Clock;
  signal: AbortSignal;
}

/** http mode: whether DingTalk's callbacks would arrive at our ingress, as far as that can be seen from here. */
export async function checkAddress(options: AddressOptions): Promise<Finding[]> {
  const { config, fetch, clock, signal } = options;
  const subject = "service_url";
  if (config.runMode === "stream") {
    return [{ level: "ok", subject, seen: "not needed in stream mode" }];
  }
  if (config.serviceUrl === undefined) {
    return [
      {
        level: "warn",
        code: "service_url_missing",
        facts: {},
        subject,
        seen: "not set, so the address that DingTalk calls cannot be tried",
        todo: "Set service_url (SERVICE_URL) to the public address of ingress, such as https://bot.example.com",
      },
    ];
  }
  const serviceUrl = config.serviceUrl.replace(/\/+$/, "");
  const trial = { serviceUrl, fetch, clock, signal };
  const health = await checkHealth({ ...trial, shownAs: bareUrl(serviceUrl) });
  const callbacks = health.level === "ok" ? await tryCallbacks(trial, config.dingtalk) : [];
  return [health, ...callbacks, ...judgeAddress(serviceUrl, config.dingtalk), FROM_HERE];
}

async function tryCallbacks(trial: CallbackTrial, dingtalk: Config["dingtalk"]): Promise<Finding[]> {
  const secrets = callbackSecrets(dingtalk);
  const ingress = await findIngress(trial, secrets.length > 0);
  if (ingress.level !== "ok") return [ingress];
  return [ingress, ...(await Promise.all(secrets.map((secret) => tryCallback(trial, secret))))];
}

const FROM_HERE: Finding = {
  level: "unchecked",
  subject: "from outside",
  seen: "this was tried from here; whether DingTalk reaches that address, and was given it, shows when you write to the robot",
};
