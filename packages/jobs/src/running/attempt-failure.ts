import { GiveUp } from "../give-up.ts";

/** Longest message kept of an error: enough for a sentence, too short for a conversation. */
const MAX_MESSAGE = 200;
const MAX_FRAMES = 12;

/** What may be stored and logged of an error: no user text, no URL. */
export interface AttemptFailure {
  code: string;
  /** The code, and the message where the error is one of ours (it has a code of its own). */
  reason: string;
  /** Where it was thrown; the stack without its message. */
  frames: string[];
  isFinal: boolean;
  retryAfterMs: number | undefined;
}

/** Only an error with a code vouches for its message; any other's (a SyntaxError's, say) may quote the user. */
export function describeFailure(error: unknown): AttemptFailure {
  const code = fieldOf(error, "code");
  const retryAfterMs = fieldOf(error, "retryAfterMs");
  const isOurs = typeof code === "string" && /^[\w.-]+$/.test(code);
  const name = error instanceof Error ? error.name : typeof error;
  const message = isOurs && error instanceof Error ? tidy(error.message) : name;
  const known = isOurs ? code : "unexpected";
  return {
    code: known,
    reason: message === "" || message === known ? known : `${known}: ${message}`,
    frames: framesOf(error),
    isFinal: error instanceof GiveUp,
    retryAfterMs: typeof retryAfterMs === "number" && retryAfterMs > 0 ? retryAfterMs : undefined,
  };
}

function fieldOf(error: unknown, name: string): unknown {
  return error instanceof Error ? (error as unknown as Record<string, unknown>)[name] : undefined;
}

function tidy(message: string): string {
  return message
    .replaceAll(/\b[a-z][a-z\d+.-]*:\/\/\S+/gi, "[url]")
    .replaceAll(/\s+/g, " ")
    .trim()
    .slice(0, MAX_MESSAGE);
}

function framesOf(error: unknown): string[] {
  if (!(error instanceof Error) || error.stack === undefined) return [];
  const frames = error.stack.split("\n").filter((line) => /^\s+at /.test(line));
  return frames.slice(0, MAX_FRAMES).map((line) => line.trim());
}
