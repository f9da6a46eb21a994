import type { Logger } from "pino";
import { createShutdownStack, type ShutdownStack } from "./create-shutdown-stack.ts";

export interface ServiceLife {
  readonly stack: ShutdownStack;
  /** Aborted when shutdown begins. */
  readonly stopping: AbortSignal;
  /** A wish to end: the first drains and exits 0, a later one exits 1 at once. */
  stop: (signal: string) => void;
  /** Begins the same from inside, to exit with this code. Does nothing once the end has begun. */
  shutDown: (exitCode: number) => void;
  /** Start-up failed: releases what is open already and exits 1. */
  failStart: (error: unknown) => void;
  /** Nothing can be trusted any more: exits 1 at once. */
  crash: (error: unknown, origin: string) => void;
}

export interface LifeOptions {
  log: Logger;
  timeoutMs: number;
  now: () => number;
  /** Ends the process. */
  exit: (code: number) => void;
}

/** One Ctrl-C arrives several times: from the terminal, from npx and from pnpm. */
const SAME_SIGNAL_MS = 500;

/** How a service ends, whoever wants it to. */
export function createServiceLife({ log, timeoutMs, now, exit }: LifeOptions): ServiceLife {
  const stack = createShutdownStack(log);
  const stopping = new AbortController();
  let stoppedAtMs = 0;

  async function releaseAndExit(exitCode: number): Promise<void> {
    stoppedAtMs = now();
    stopping.abort();
    const clean = await stack.releaseAll(timeoutMs);
    log.info({ clean, tookMs: Math.round(now() - stoppedAtMs) }, "stopped");
    exit(clean || exitCode !== 0 ? exitCode : 1);
  }

  return {
    stack,
    stopping: stopping.signal,
    stop(signal) {
      if (stopping.signal.aborted) {
        if (now() - stoppedAtMs < SAME_SIGNAL_MS) return;
        log.warn({ signal }, "told to stop a second time, leaving at once");
        exit(1);
        return;
      }
      log.info({ signal, timeoutMs }, "stopping");
      void releaseAndExit(0);
    },
    shutDown(exitCode) {
      if (stopping.signal.aborted) return;
      log.info({ exitCode, timeoutMs }, "stopping of its own accord");
      void releaseAndExit(exitCode);
    },
    failStart(error) {
      if (stopping.signal.aborted) {
        log.debug({ err: error }, "start was interrupted by the stop");
        return;
      }
      log.fatal({ err: error }, "could not start");
      void releaseAndExit(1);
    },
    crash(error, origin) {
      log.fatal({ err: error, origin }, "crashed");
      exit(1);
    },
  };
}
