import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { SimulatedRobot } from "../directory.ts";
import type { Grant } from "./tickets.ts";
import { dingtalkWords } from "../replies.ts";

const bodySchema = z.object({
  clientId: z.string(),
  clientSecret: z.string(),
  subscriptions: z
    .array(
      z.union([
        z.object({ type: z.literal("EVENT"), topic: z.literal("*") }),
        z.object({ type: z.literal("CALLBACK"), topic: z.string().min(1) }),
      ]),
    )
    .min(1),
});

export type OpenVerdict = { grant: Grant } | { status: number; body: Record<string, string> };

/** What DingTalk answers to `POST /v1.0/gateway/connections/open`, before any knob is looked at. */
export function judgeOpen(body: unknown, robots: readonly SimulatedRobot[]): OpenVerdict {
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) return refusal(400, "param.error", dingtalkWords.wrongParameter);
  const { clientId, clientSecret, subscriptions } = parsed.data;
  const isKnown = robots.some((robot) => robot.clientId === clientId && robot.clientSecret === clientSecret);
  if (!isKnown) return refusal(401, "authFailed", dingtalkWords.notAuthenticated);
  return { grant: { robot: clientId, topics: subscriptions.map(({ topic }) => topic) } };
}

/** The body of every error of api.dingtalk.com. */
export function refusal(
  status: number,
  code: string,
  message: string,
): Extract<OpenVerdict, { status: number }> {
  return { status, body: { code, requestid: randomUUID().toUpperCase(), message } };
}
