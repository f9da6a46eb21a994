import type { z } from "zod";
import { classifyFailure } from "../webhook/classify-failure.ts";
import { readBody } from "../webhook/read-body.ts";
import type { ApiOutcome } from "./api-outcome.ts";
import { classifyApiAnswer } from "./classify-api-answer.ts";
import { OpenApiError } from "./openapi-error.ts";

/** How calls reach DingTalk. */
export interface ApiTransport {
  fetch: typeof fetch;
  /** For one call, its answer included. */
  timeoutMs: number;
}

interface ApiCall<Schema extends z.ZodType> {
  /** As metrics and errors name it. */
  api: string;
  /** May hold a token in its query: it gets into no error. */
  url: string;
  init: RequestInit;
  /** What a success looks like. */
  answer: Schema;
}

/** Makes one call; never throws. Redirects are not followed: they would carry token and text to another host. */
export async function callApi<Schema extends z.ZodType>(
  { fetch: request, timeoutMs }: ApiTransport,
  { api, url, init, answer }: ApiCall<Schema>,
): Promise<ApiOutcome<z.infer<Schema>>> {
  const signal = AbortSignal.timeout(timeoutMs);
  let response: Response;
  try {
    response = await request(url, { ...init, redirect: "manual", signal });
  } catch (error) {
    return notAnswered(api, error, url, signal.aborted);
  }
  const body = await readBody(response);
  const verdict = classifyApiAnswer(api, { httpStatus: response.status, body });
  if (verdict.status !== "answered") return verdict;
  const parsed = answer.safeParse(verdict.json);
  if (parsed.success) return { status: "done", value: parsed.data };
  return { status: "unknown", cause: new OpenApiError(api, "malformed", { httpStatus: response.status }) };
}

function notAnswered(api: string, error: unknown, url: string, isTimeout: boolean): ApiOutcome<never> {
  const { status, cause } = reasonOf(error, url, isTimeout);
  if (status === "failed") {
    return { status, action: "retry", cause: new OpenApiError(api, "not_reached", { cause }) };
  }
  const code = isTimeout ? "timeout" : "connection_lost";
  return { status: "unknown", cause: new OpenApiError(api, code, { cause }) };
}

/** The same reading as of a webhook's failure; the cause is what it found harmless to show. */
function reasonOf(error: unknown, url: string, isTimeout: boolean): { status: string; cause: unknown } {
  const reason = classifyFailure(error, url, isTimeout);
  return { status: reason.status, cause: reason.status === "sent" ? undefined : reason.cause?.cause };
}
