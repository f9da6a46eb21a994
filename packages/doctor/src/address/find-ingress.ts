import type { Finding } from "../finding.ts";
import { type CallbackTrial, postCallback } from "./post-callback.ts";

/**
 * Whether callbacks reach an ingress of ours, by one without a signature: only ours refuses it in these words. So no signature
 * is shown to a stranger, who could use it for an hour.
 */
export async function findIngress(trial: CallbackTrial, wantsSignature: boolean): Promise<Finding> {
  const subject = "callback";
  const answer = await postCallback(trial, {});
  if (!answer.reached) {
    return {
      level: "fail",
      code: "callback_unanswered",
      facts: { failure: answer.failure },
      subject,
      seen: `no answer: ${answer.why}`,
      todo: "Run the doctor again",
    };
  }
  const { status, error } = answer;
  if (status === 401 && error === "missing") {
    return { level: "ok", subject, seen: "reaches ingress, which refuses it unsigned" };
  }
  if (status === 400 && error === "malformed") return takesUnsigned(subject, wantsSignature);
  if (status === 404) {
    return {
      level: "fail",
      code: "callback_not_taken",
      facts: {},
      subject,
      seen: "nobody takes callbacks there (HTTP 404)",
      todo: "Start ingress with RUN_MODE=http, and let the reverse proxy pass /dingtalk/callback on to it unchanged",
    };
  }
  return {
    level: "fail",
    code: "callback_strange_answer",
    facts: { status },
    subject,
    seen: `not the answer of ingress (HTTP ${status})`,
    todo: "Look for what else answers POST at that address: a login page, a firewall, another service",
  };
}

function takesUnsigned(subject: string, wantsSignature: boolean): Finding {
  if (wantsSignature) {
    return {
      level: "fail",
      code: "callback_taken_unsigned",
      facts: {},
      subject,
      seen: "reaches an ingress that takes it unsigned, so it was started without these credentials",
      todo: "Start ingress with the settings that the doctor reads, then try again",
    };
  }
  return {
    level: "warn",
    code: "callback_open_to_all",
    facts: {},
    subject,
    seen: "reaches ingress, which takes it unsigned: whoever reaches it can speak in anybody's name",
    todo: "Set credentials (DINGTALK_CREDENTIALS) and remove allow_unsigned (ALLOW_UNSIGNED)",
  };
}
