import { z } from "zod";
import { parseStored } from "../parse-stored.ts";

const code = z.string().max(200);
const count = z.number().int().nonnegative();

/** Trouble that only an operator can mend. No secrets, nobody's words: it is read in a chat. */
const trouble = z.discriminatedUnion("kind", [
  /** DingTalk does not take a robot's clientId and clientSecret. */
  z.object({ kind: z.literal("credentials_refused"), robot: z.string() }),
  /** DingTalk refuses a robot's calls for another reason, by its own code. */
  z.object({ kind: z.literal("calls_refused"), robot: z.string(), code }),
  /** 80 % of the month's calls are spent, or all. */
  z.object({
    kind: z.enum(["budget_low", "budget_spent"]),
    budget: z.enum(["api", "webhook"]),
    spent: count,
    of: count,
  }),
  /** The model's server takes no key any more. */
  z.object({ kind: z.literal("model_refused"), model: z.string() }),
  /** So many questions in a row got no answer; the last failed by this code. */
  z.object({ kind: z.literal("model_down"), model: z.string(), failures: count, code }),
  /** Transcripts wait in Redis for their database. */
  z.object({ kind: z.literal("transcripts_late"), seconds: count }),
  /** A file of settings was changed and cannot be used; each problem is one line. */
  z.object({ kind: z.literal("file_refused"), problems: z.array(z.string().max(500)).max(20) }),
]);

const notice = z.object({ v: z.literal(1), atMs: count, trouble });

export type Trouble = z.infer<typeof trouble>;
export type Notice = z.infer<typeof notice>;

/** Undefined for what this version does not know. */
export const parseNotice = (stored: string): Notice | undefined => parseStored(notice, stored);

/** What of a trouble makes it another one: each is told once an hour. */
export function subjectOf(what: Trouble): string {
  switch (what.kind) {
    case "credentials_refused":
      return what.robot;
    case "calls_refused":
      return `${what.robot} ${what.code}`;
    case "budget_low":
    case "budget_spent":
      return what.budget;
    case "model_refused":
    case "model_down":
      return what.model;
    case "transcripts_late":
      return "";
    case "file_refused":
      return what.problems.join(" ").slice(0, 200);
  }
}
