import type { Clock } from "../clock.ts";
import type { Finding } from "../finding.ts";
import { ask, type AskTools } from "../network/ask.ts";
import { durationText } from "../text/duration-text.ts";

export interface ClockOptions extends AskTools {
  apiUrl: string;
  clock: Clock;
  signal: AbortSignal;
}

const SUBJECT = "clock";
const FIVE_MINUTES_MS = 5 * 60_000;
/** A callback's signature is refused beyond it: https://open.dingtalk.com/document/development/receive-message */
const ONE_HOUR_MS = 60 * 60_000;
/** A Date header is cut to the second. */
const HALF_SECOND_MS = 500;

/** Compares this machine's clock with the Date header of DingTalk's answer. */
export async function checkClock(options: ClockOptions): Promise<Finding[]> {
  const { apiUrl, clock, signal } = options;
  const askedAtMs = clock.epochMs();
  const answer = await ask(options, `${apiUrl}/`, { signal });
  const answeredAtMs = clock.epochMs();
  const dateMs = answer.reached ? Date.parse(answer.headers.get("date") ?? "") : Number.NaN;
  if (Number.isNaN(dateMs)) {
    const why = answer.reached ? "DingTalk's answer has no date" : `DingTalk cannot be asked: ${answer.why}`;
    return [{ level: "unchecked", subject: SUBJECT, seen: why }];
  }
  return [judge((askedAtMs + answeredAtMs) / 2 - (dateMs + HALF_SECOND_MS))];
}

function judge(aheadMs: number): Finding {
  const offMs = Math.abs(aheadMs);
  if (offMs < FIVE_MINUTES_MS) {
    const seen =
      offMs < 2_000 ? "agrees with DingTalk's" : `${durationText(offMs)} ${side(aheadMs)} DingTalk's`;
    return { level: "ok", subject: SUBJECT, seen };
  }
  const consequence =
    offMs < ONE_HOUR_MS
      ? "beyond 1 h the signatures of callbacks are refused"
      : "so the signatures of callbacks are refused";
  return {
    ...(offMs < ONE_HOUR_MS
      ? { level: "warn", code: "clock_drifting" }
      : { level: "fail", code: "clock_wrong" }),
    facts: { aheadMs },
    subject: SUBJECT,
    seen: `${durationText(offMs)} ${side(aheadMs)} DingTalk's; ${consequence}`,
    todo: "Set the machine's clock by NTP (timedatectl set-ntp true), on every machine that runs ingress",
  };
}

function side(aheadMs: number): string {
  return aheadMs > 0 ? "ahead of" : "behind";
}
