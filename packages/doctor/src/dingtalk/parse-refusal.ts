import { readApiRefusal } from "@dinglane/dingtalk";

/** What DingTalk's API calls an error. */
export interface Refusal {
  status: number;
  /** Absent where the answer is not of DingTalk's shape. */
  code?: string;
  /** Permissions that are missing; empty where it does not say. */
  requiredScopes: string[];
}

/** Reads the body of an answer that is no success. */
export function parseRefusal(status: number, json: unknown): Refusal {
  const refusal = readApiRefusal(json);
  if (refusal === undefined) return { status, requiredScopes: [] };
  return { status, code: refusal.code, requiredScopes: refusal.requiredScopes ?? [] };
}
