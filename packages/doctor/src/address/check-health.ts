import { z } from "zod";
import type { Finding } from "../finding.ts";
import { ask, type AskTools } from "../network/ask.ts";

const healthSchema = z.object({ status: z.literal("ok") });

/** Whether an ingress answers at the public address. */
export async function checkHealth(
  options: AskTools & { serviceUrl: string; shownAs: string; signal: AbortSignal },
): Promise<Finding> {
  const { serviceUrl, shownAs: url, signal } = options;
  const subject = url;
  const answer = await ask(options, `${serviceUrl}/healthz`, { signal });
  if (!answer.reached) {
    return {
      level: "fail",
      code: "address_unreachable",
      facts: { url, failure: answer.failure },
      subject,
      seen: answer.why,
      todo: "Start ingress first; if it runs, look at the name in DNS, the reverse proxy and the firewall, in this order",
    };
  }
  const { status } = answer;
  if (status === 200 && healthSchema.safeParse(answer.json).success) {
    return { level: "ok", subject, seen: "an ingress answers" };
  }
  if (status >= 500) {
    return {
      level: "fail",
      code: "address_without_ingress",
      facts: { url, status },
      subject,
      seen: `the reverse proxy answers, ingress behind it does not (HTTP ${status})`,
      todo: "Start ingress, and let the proxy pass on to its host and port (PORT, 8090)",
    };
  }
  if (status >= 300 && status < 400) {
    return {
      level: "fail",
      code: "address_redirects",
      facts: { url, status },
      subject,
      seen: `it sends elsewhere (HTTP ${status}), which DingTalk's callbacks do not follow`,
      todo: "Set service_url (SERVICE_URL) to the address it sends to, most often the one with https://",
    };
  }
  return {
    level: "fail",
    code: "address_not_ingress",
    facts: { url, status },
    subject,
    seen: `something else answers there (HTTP ${status})`,
    todo: "Compare service_url (SERVICE_URL) with the reverse proxy's settings: /healthz must reach ingress",
  };
}
