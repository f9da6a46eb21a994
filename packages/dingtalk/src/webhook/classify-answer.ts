import { SEND_ACTION_BY_ERRCODE } from "./send-action-by-errcode.ts";
import type { SendAction, SendOutcome } from "./send-outcome.ts";
import { WebhookError, type WebhookErrorCode } from "./webhook-error.ts";

/** `status` of the gateway that blocks an IP for five minutes after 10 000 calls in 20 s (D:call-frequency-limit). */
const IP_BLOCKED_STATUS = 1111;

/** An HTTP answer; `body` is undefined when it was cut off. */
export interface Answer {
  httpStatus: number;
  body: string | undefined;
}

/**
 * What an answer says about a send. DingTalk answers 200 with an errcode, whatever happened; all else comes from
 * something in between.
 */
export function classifyAnswer(answer: Answer): SendOutcome {
  const fields = jsonObjectOf(answer.body ?? "");
  const errcode = errcodeOf(fields);
  if (errcode === 0) return { status: "sent" };
  if (errcode !== undefined) {
    const action = SEND_ACTION_BY_ERRCODE.get(errcode) ?? "retry";
    const cause = new WebhookError("refused", { httpStatus: answer.httpStatus, errcode });
    return { status: "failed", action, errcode, cause };
  }
  if (answer.httpStatus < 200 || answer.httpStatus > 299) return classifyStatus(answer.httpStatus);
  if (fields?.["status"] === IP_BLOCKED_STATUS || isHtml(answer.body)) {
    return failed("back-off", "blocked", answer.httpStatus);
  }
  if (answer.body === undefined) return unknown("answer_lost", answer.httpStatus);
  return unknown(fields === undefined ? "not_json" : "no_errcode", answer.httpStatus);
}

function classifyStatus(httpStatus: number): SendOutcome {
  // Followed nowhere: a redirect would carry the reply to a host that was never checked.
  if (httpStatus >= 300 && httpStatus < 400) return failed("retry", "redirected", httpStatus);
  switch (httpStatus) {
    // A gateway that had no (whole) answer from behind: the request may have been carried out.
    case 502:
    case 504:
      return unknown("http_status", httpStatus);
    case 403:
    case 429:
      return failed("back-off", "blocked", httpStatus);
    case 413:
      return failed("split", "http_status", httpStatus);
    case 408:
    case 425:
      return failed("retry", "http_status", httpStatus);
    default:
      return failed(httpStatus >= 500 ? "retry" : "give-up", "http_status", httpStatus);
  }
}

const failed = (action: SendAction, code: WebhookErrorCode, httpStatus: number): SendOutcome => ({
  status: "failed",
  action,
  cause: new WebhookError(code, { httpStatus }),
});

const unknown = (code: WebhookErrorCode, httpStatus: number): SendOutcome => ({
  status: "unknown",
  cause: new WebhookError(code, { httpStatus }),
});

const isHtml = (body: string | undefined): boolean => body?.trimStart().startsWith("<") ?? false;

function jsonObjectOf(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // Not JSON is an answer of its own kind, classified by the caller.
    return undefined;
  }
}

/** A number or, as in a sample of the documentation, a string of one. */
function errcodeOf(fields: Record<string, unknown> | undefined): number | undefined {
  const errcode = fields?.["errcode"];
  if (typeof errcode === "number") return Number.isInteger(errcode) ? errcode : undefined;
  return typeof errcode === "string" && /^-?\d{1,12}$/.test(errcode) ? Number(errcode) : undefined;
}
