import { z } from "zod";
import { actionForCode } from "./api-action-by-code.ts";
import type { ApiFailure } from "./api-outcome.ts";
import { readApiRefusal, type ApiRefusal } from "./api-refusal.ts";
import { OpenApiError, type OpenApiErrorCode } from "./openapi-error.ts";

/** `status` of the gateway that blocks an address after 10 000 calls in 20 s, and for how long (D:call-frequency-limit). */
const IP_BLOCKED_STATUS = 1111;
const IP_BLOCKED_MINUTES = 5;
const errcodeSchema = z.object({
  errcode: z.union([z.int(), z.string().regex(/^-?\d{1,12}$/)]).transform(Number),
});
const blockedSchema = z.object({
  status: z.literal(IP_BLOCKED_STATUS),
  wait: z.coerce.number().min(1).max(60).catch(IP_BLOCKED_MINUTES),
});

/** An HTTP answer; `body` is undefined when it was cut off. */
export interface ApiAnswer {
  httpStatus: number;
  body: string | undefined;
}

/** What an answer says against a call having been carried out; undefined with its JSON where it says nothing. */
export function classifyApiAnswer(
  api: string,
  { httpStatus, body }: ApiAnswer,
): ApiFailure | { status: "answered"; json: unknown } {
  const failed = (action: Parameters<typeof failure>[0], code: OpenApiErrorCode): ApiFailure =>
    failure(action, new OpenApiError(api, code, { httpStatus }));
  if (body === undefined && httpStatus < 300) {
    return { status: "unknown", cause: new OpenApiError(api, "answer_lost", { httpStatus }) };
  }
  const json = jsonOf(body ?? "");
  const blocked = blockedSchema.safeParse(json).data;
  if (blocked !== undefined || (isHtml(body) && httpStatus < 500)) {
    const minutes = blocked?.wait ?? IP_BLOCKED_MINUTES;
    return { ...failed("ip-blocked", "blocked"), waitMs: minutes * 60_000 } as ApiFailure;
  }
  const errcode = errcodeSchema.safeParse(json).data?.errcode;
  if (errcode !== undefined && errcode !== 0)
    return refusal(api, httpStatus, { code: String(errcode), requiredScopes: undefined });
  if (httpStatus >= 200 && httpStatus < 300) return { status: "answered", json };
  const refused = readApiRefusal(json);
  if (refused !== undefined) return refusal(api, httpStatus, refused);
  // A gateway that had no (whole) answer from behind: the call may have been carried out.
  if (httpStatus === 502 || httpStatus === 504) {
    return { status: "unknown", cause: new OpenApiError(api, "http_status", { httpStatus }) };
  }
  if (httpStatus === 429 || httpStatus === 403) return failed("wait-qps", "http_status");
  return failed(httpStatus >= 500 || httpStatus < 400 ? "retry" : "give-up", "http_status");
}

function refusal(api: string, httpStatus: number, { code, requiredScopes }: ApiRefusal): ApiFailure {
  const cause = new OpenApiError(api, "refused", { httpStatus, apiCode: code, requiredScopes });
  return failure(actionForCode(code, httpStatus), cause);
}

const failure = (
  action: Extract<ApiFailure, { status: "failed" }>["action"],
  cause: OpenApiError,
): ApiFailure => ({ status: "failed", action, cause });

const isHtml = (body: string | undefined): boolean => body?.trimStart().startsWith("<") ?? false;

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // Not JSON is as little an answer as JSON of another shape; the SyntaxError would quote it.
    return undefined;
  }
}
