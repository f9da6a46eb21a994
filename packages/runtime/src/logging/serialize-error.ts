import type { Scrub } from "./create-scrubber.ts";

const DEEPEST_CAUSE = 4;
/** Facts that errors of ours and of Node carry. Anything else may hold a request, a command's arguments or user text. */
const FACTS = [
  "code",
  "kind",
  "status",
  "errcode",
  "retryable",
  "retryAfterMs",
  "syscall",
  "address",
  "port",
];

export interface SerializedError {
  type: string;
  message: string;
  stack?: string;
  cause?: SerializedError;
  errors?: SerializedError[];
  [fact: string]: unknown;
}

function factsOf(error: Error, scrub: Scrub): Record<string, unknown> {
  const properties = error as unknown as Record<string, unknown>;
  const facts: Record<string, unknown> = {};
  for (const name of FACTS) {
    const value = properties[name];
    if (typeof value === "string") facts[name] = scrub(value);
    if (typeof value === "number" || typeof value === "boolean") facts[name] = value;
  }
  return facts;
}

/** An error as a log line may show it: no other properties than known facts, no secrets in its texts. */
export function serializeError(error: unknown, scrub: Scrub, depth = 0): SerializedError {
  if (!(error instanceof Error)) {
    return {
      type: typeof error,
      message: typeof error === "string" ? scrub(error) : "not an Error was thrown",
    };
  }
  const serialized: SerializedError = {
    type: error.name,
    message: scrub(error.message),
    ...factsOf(error, scrub),
  };
  if (error.stack !== undefined) serialized.stack = scrub(error.stack);
  if (depth < DEEPEST_CAUSE) {
    if (error.cause !== undefined) serialized.cause = serializeError(error.cause, scrub, depth + 1);
    if (error instanceof AggregateError) {
      serialized.errors = error.errors
        .slice(0, 5)
        .map((each: unknown) => serializeError(each, scrub, depth + 1));
    }
  }
  return serialized;
}
