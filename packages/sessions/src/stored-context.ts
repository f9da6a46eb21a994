import { z } from "zod";
import type { Turn } from "./turn.ts";

/** Raise it with any change of shape: what an older or newer deploy wrote is then dropped, not misread. */
const VERSION = 2;

/** Trimming to tokens is the reader's; this only keeps a context of one-word turns from growing for ever. */
const MAX_STORED_TURNS = 200;

const storedContext = z.object({
  v: z.literal(VERSION),
  turns: z.array(z.object({ question: z.string(), answer: z.string(), tokens: z.int().nonnegative() })),
});

export function writeStoredContext(turns: readonly Turn[]): string {
  const kept = turns
    .slice(-MAX_STORED_TURNS)
    .map(({ question, answer, tokens }) => ({ question, answer, tokens }));
  return JSON.stringify({ v: VERSION, turns: kept } satisfies z.infer<typeof storedContext>);
}

/** No turns for whatever is not a context of this version: it outlives the deploy that wrote it. */
export function readStoredContext(stored: string | null): Turn[] {
  if (stored === null) return [];
  let json: unknown;
  try {
    json = JSON.parse(stored);
  } catch {
    // Dropped by contract: a broken context must not cost the person an answer.
    return [];
  }
  return storedContext.safeParse(json).data?.turns ?? [];
}
