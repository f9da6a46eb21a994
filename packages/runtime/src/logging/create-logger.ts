import { pino, stdTimeFunctions, type DestinationStream, type Logger } from "pino";
import type { LogLevel } from "../config/config.ts";
import { createScrubber } from "./create-scrubber.ts";
import { serializeError } from "./serialize-error.ts";

export interface LoggerOptions {
  service: string;
  level: LogLevel;
  /** Values that must not appear in any line, see `secretsIn`. */
  secrets: readonly string[];
}

/**
 * A JSON logger. Every finished line is scrubbed, so a secret is taken out wherever it stands: in a message, in a property at
 * any depth, in a child's bindings.
 */
export function createLogger(
  { service, level, secrets }: LoggerOptions,
  destination: DestinationStream,
): Logger {
  const scrub = createScrubber(secrets);
  const err = (error: unknown): unknown => serializeError(error, scrub);
  return pino(
    {
      level,
      base: { service },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err, error: err },
      hooks: { streamWrite: scrub },
    },
    destination,
  );
}
