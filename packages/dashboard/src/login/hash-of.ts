import { createHash } from "node:crypto";

/** What Redis is given in place of an id or a typed name. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
