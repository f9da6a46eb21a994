import { signCallback } from "@dinglane/dingtalk";
import type { Finding } from "../finding.ts";
import { durationText } from "../text/duration-text.ts";
import type { CallbackSecret, Signer } from "./callback-secrets.ts";
import { type CallbackTrial, postCallback } from "./post-callback.ts";

/** Half of the 2.5 s in which DingTalk wants its push answered, for the way from there. */
const SLOW_MS = 1_250;

interface Explanation {
  code: "callback_secret_unknown" | "callback_too_old" | "callback_headers_lost";
  seen: string;
  todo: string;
}

const REFUSED: Readonly<Record<string, Explanation>> = {
  forged: {
    code: "callback_secret_unknown",
    seen: "ingress does not know this secret",
    todo: "Start ingress with the same credentials and app_secrets as the doctor, then try again",
  },
  stale: {
    code: "callback_too_old",
    seen: "ingress finds the signature too old: its clock and this one differ by more than an hour",
    todo: "Set both machines' clocks by NTP (timedatectl set-ntp true)",
  },
  missing: {
    code: "callback_headers_lost",
    seen: "the headers timestamp and sign are lost on the way",
    todo: "Let the reverse proxy pass all request headers on; nginx does unless proxy_pass_request_headers is off",
  },
};

/** Ingress looks at the signature before it finds the body malformed: that answer means that it knows the secret. */
export async function tryCallback(
  trial: CallbackTrial,
  { name, signer, secret }: CallbackSecret,
): Promise<Finding> {
  const subject = `callback signed as ${name}`;
  const timestamp = String(Math.round(trial.clock.epochMs()));
  const answer = await postCallback(trial, { timestamp, sign: signCallback(timestamp, secret) });
  if (!answer.reached) {
    return {
      level: "fail",
      code: "callback_unanswered",
      facts: { signer, failure: answer.failure },
      subject,
      seen: `no answer: ${answer.why}`,
      todo: "Run the doctor again",
    };
  }
  if (answer.status === 400 && answer.error === "malformed") return taken(subject, signer, answer.tookMs);
  const refused = answer.status === 401 ? REFUSED[answer.error] : undefined;
  if (refused !== undefined) return { level: "fail", facts: { signer }, subject, ...refused };
  return {
    level: "fail",
    code: "callback_refused",
    facts: { signer, status: answer.status },
    subject,
    seen: `ingress answers with HTTP ${answer.status}`,
    todo: "Look at the log of ingress",
  };
}

function taken(subject: string, signer: Signer, tookMs: number): Finding {
  const seen = `ingress knows the secret, and answers in ${durationText(tookMs)}`;
  if (tookMs <= SLOW_MS) return { level: "ok", subject, seen };
  return {
    level: "warn",
    code: "callback_slow",
    facts: { signer, tookMs },
    subject,
    seen: `${seen}; DingTalk gives up after 2.5 s`,
    todo: "Look for what is slow on the way: DNS, the reverse proxy, the machine",
  };
}
