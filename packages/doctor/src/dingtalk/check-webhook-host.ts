import type { Finding } from "../finding.ts";
import { ask, type AskTools } from "../network/ask.ts";
import { spotText } from "./dingtalk-spot.ts";
import { unreached } from "./unreached.ts";

/** Answers are posted to this host. Any HTTP answer will do: without a session there is nothing to say to it. */
export async function checkWebhookHost(
  options: AskTools & { oapiUrl: string; signal: AbortSignal },
): Promise<Finding> {
  const { oapiUrl, signal } = options;
  const spot = { at: "reply_address" } as const;
  const subject = spotText(spot);
  const answer = await ask(options, `${oapiUrl}/`, { signal });
  if (!answer.reached) return { subject, ...unreached(spot, oapiUrl, answer) };
  return { level: "ok", subject, seen: `${new URL(oapiUrl).host} can be reached` };
}
