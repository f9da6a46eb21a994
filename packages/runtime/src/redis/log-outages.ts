import type { Logger } from "pino";

/** The part of an ioredis client that tells how it fares. */
export interface ConnectionEvents {
  on(event: "ready" | "close", listener: () => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
}

export interface OutageOptions {
  log: Pick<Logger, "warn" | "info" | "error">;
  now: () => number;
  onUp: () => void;
  onDown: () => void;
  /** Whether we closed the connection ourselves. */
  isClosing: () => boolean;
}

/**
 * Logs one line when Redis goes away and one when it is back: ioredis raises an error per attempt, several a second. The
 * listener is also what keeps such an error from ending the process.
 */
export function logOutages(
  redis: ConnectionEvents,
  { log, now, onUp, onDown, isClosing }: OutageOptions,
): void {
  let downSinceMs: number | undefined;

  const goDown = (error?: Error): void => {
    onDown();
    if (isClosing() || downSinceMs !== undefined) return;
    downSinceMs = now();
    log.error({ err: error }, "redis is not reachable");
  };
  redis.on("error", goDown);
  redis.on("close", () => goDown());
  redis.on("ready", () => {
    onUp();
    if (downSinceMs !== undefined) log.info({ downForMs: now() - downSinceMs }, "redis is reachable again");
    downSinceMs = undefined;
  });
}
