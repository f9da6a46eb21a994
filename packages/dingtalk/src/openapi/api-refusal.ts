import { z } from "zod";

/** A code is plain; prose may quote what was sent, so nothing else is taken over. */
const plain = z.string().regex(/^[\w.:-]{1,100}$/);

const schema = z.object({
  code: plain,
  accessdenieddetail: z
    .object({ requiredScopes: z.array(plain).max(20) })
    .optional()
    .catch(undefined),
});

/** What the API calls an error: its code, and the permissions that are missing where it names them. */
export interface ApiRefusal {
  code: string;
  requiredScopes: string[] | undefined;
}

/** Reads the body of an answer that is no success; undefined when it is not of DingTalk's shape. */
export function readApiRefusal(json: unknown): ApiRefusal | undefined {
  const { data } = schema.safeParse(json);
  return data && { code: data.code, requiredScopes: data.accessdenieddetail?.requiredScopes };
}
