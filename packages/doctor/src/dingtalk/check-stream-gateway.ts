import { z } from "zod";
import type { Finding } from "../finding.ts";
import { ask } from "../network/ask.ts";
import { spotText } from "./dingtalk-spot.ts";
import { explainRefusal } from "./explain-refusal.ts";
import { parseRefusal } from "./parse-refusal.ts";
import type { Robot } from "./robot.ts";
import { unreached } from "./unreached.ts";

/** The ticket is never looked at: it is left to expire, which takes 90 s. */
const openedSchema = z.object({ endpoint: z.url(), ticket: z.string().min(1) });

const ROBOT_TOPIC = "/v1.0/im/bot/messages/get";

/** Asks for a stream connection as ingress does, and does not open it: no message goes astray. */
export async function checkStreamGateway(robot: Robot): Promise<Finding> {
  const { apiUrl, credential, signal } = robot;
  const spot = { at: "stream_gateway", robot: credential.clientId } as const;
  const subject = spotText(spot);
  const answer = await ask(robot, `${apiUrl}/v1.0/gateway/connections/open`, {
    method: "POST",
    // Without Accept the answer may be XML.
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({
      ...credential,
      ua: "dinglane-doctor/1",
      subscriptions: [{ type: "CALLBACK", topic: ROBOT_TOPIC }],
    }),
    signal,
  });
  if (!answer.reached) return { subject, ...unreached(spot, apiUrl, answer) };
  const opened = answer.status === 200 ? openedSchema.safeParse(answer.json).data : undefined;
  if (opened !== undefined) {
    return { level: "ok", subject, seen: `offers a connection to ${new URL(opened.endpoint).host}` };
  }
  const refusal = parseRefusal(answer.status, answer.json);
  if (answer.status !== 400) return { subject, ...explainRefusal(refusal, spot) };
  return {
    level: "fail",
    code: "stream_refused",
    facts: { spot, ...(refusal.code !== undefined && { errorCode: refusal.code }) },
    subject,
    seen: `refuses a connection (${refusal.code ?? "no code"}, HTTP 400)`,
    todo: "In the developer console choose Stream mode for the robot, publish a version of the application, and check its list of allowed addresses",
  };
}
