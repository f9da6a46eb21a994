import { UnrecoverableError } from "bullmq";
import type { AttemptFailure } from "./attempt-failure.ts";

/** The error that BullMQ is given in place of a processor's: it stores message and stack in the job. */
export interface StoredFailure extends Error {
  failure: AttemptFailure;
}

export function storedFailureOf(failure: AttemptFailure): StoredFailure {
  const error = failure.isFinal ? new UnrecoverableError(failure.reason) : new Error(failure.reason);
  error.stack = [failure.reason, ...failure.frames].join("\n    ");
  return Object.assign(error, { failure });
}

export function isStoredFailure(error: unknown): error is StoredFailure {
  return error instanceof Error && "failure" in error;
}
