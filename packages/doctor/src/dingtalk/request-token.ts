import { z } from "zod";
import { ask } from "../network/ask.ts";
import type { Complaint, Nameless } from "../finding.ts";
import { explainRefusal } from "./explain-refusal.ts";
import { parseRefusal } from "./parse-refusal.ts";
import type { Robot } from "./robot.ts";
import { unreached } from "./unreached.ts";

const tokenSchema = z.object({ accessToken: z.string().min(1) });

export type TokenOutcome =
  | { granted: true; accessToken: string }
  | { granted: false; explanation: Nameless<Complaint> };

/** `POST /v1.0/oauth2/accessToken`: not counted in the quota, and it takes no token away from anybody. */
export async function requestToken(robot: Robot): Promise<TokenOutcome> {
  const { apiUrl, credential, signal } = robot;
  const spot = { at: "robot", robot: credential.clientId } as const;
  const answer = await ask(robot, `${apiUrl}/v1.0/oauth2/accessToken`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ appKey: credential.clientId, appSecret: credential.clientSecret }),
    signal,
  });
  if (!answer.reached) return { granted: false, explanation: unreached(spot, apiUrl, answer) };
  const token = answer.status === 200 ? tokenSchema.safeParse(answer.json).data : undefined;
  if (token !== undefined) return { granted: true, accessToken: token.accessToken };
  return { granted: false, explanation: explainRefusal(parseRefusal(answer.status, answer.json), spot) };
}
