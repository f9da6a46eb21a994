import { z } from "zod";

/** What DingTalk's API calls an error. */
export interface Refusal {
  status: number;
  /** Absent where the answer is not of DingTalk's shape. */
  code?: string;
  /** Permissions that are missing; empty where it does not say. */
  requiredScopes: string[];
}

/** Nothing but plain codes is taken over: prose may quote what was sent. */
const plain = z.string().regex(/^[\w.:-]{1,100}$/);

const refusalSchema = z.object({
  code: plain,
  accessdenieddetail: z
    .object({ requiredScopes: z.array(plain).max(20) })
    .optional()
    .catch(undefined),
});

/** Reads the body of an answer that is no success. */
export function parseRefusal(status: number, json: unknown): Refusal {
  const parsed = refusalSchema.safeParse(json);
  if (!parsed.success) return { status, requiredScopes: [] };
  const { code, accessdenieddetail } = parsed.data;
  return { status, code, requiredScopes: accessdenieddetail?.requiredScopes ?? [] };
}
