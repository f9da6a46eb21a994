import { z } from "zod";

const schema = z.array(z.string());

/** What claim-debts.lua answers: members of the sorted set. */
export function parseClaimed(answer: unknown): string[] {
  return schema.parse(answer);
}
