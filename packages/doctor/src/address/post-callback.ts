import { z } from "zod";
import type { Clock } from "../clock.ts";
import { ask, type AskTools, type Unreached } from "../network/ask.ts";

export interface CallbackTrial extends AskTools {
  serviceUrl: string;
  clock: Clock;
  signal: AbortSignal;
}

export type CallbackAnswer =
  | {
      reached: true;
      status: number;
      /** Ingress' own word for it, else empty. */ error: string;
      tookMs: number;
    }
  | Unreached;

const errorSchema = z.object({ error: z.string() });

/** Posts a callback that says nothing: whatever becomes of it, nobody is answered. */
export async function postCallback(
  trial: CallbackTrial,
  signature: Record<string, string>,
): Promise<CallbackAnswer> {
  const answer = await ask(trial, `${trial.serviceUrl}/dingtalk/callback`, {
    method: "POST",
    headers: { "content-type": "application/json; charset=utf-8", ...signature },
    body: "{}",
    signal: trial.signal,
  });
  if (!answer.reached) return answer;
  const error = errorSchema.safeParse(answer.json).data?.error ?? "";
  return { reached: true, status: answer.status, error, tookMs: answer.tookMs };
}
