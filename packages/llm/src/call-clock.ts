/** Once the answer is complete, how long to wait for the token counts that some servers send after it. */
const AFTER_FINISH_MS = 2_000;

export interface CallClock {
  /** Aborts when the caller aborts, when the time is over, or after too long a silence. */
  signal: AbortSignal;
  /** For the SDK's stream, which aborts it to close the connection. */
  controller: AbortController;
  /** Bytes came in: the silence starts anew. */
  heard(): void;
  /** The answer is complete; only an epilogue may follow. */
  finished(): void;
  /** Which of us ended the call, if one did. */
  endedBy(): "aborted" | "timeout" | undefined;
  stop(): void;
}

export interface CallClockOptions {
  callerSignal: AbortSignal | undefined;
  timeoutMs: number;
  idleTimeoutMs: number;
}

/** Times one call. The silence is measured from the first byte on: before it, only the whole time counts. */
export function startCallClock({ callerSignal, timeoutMs, idleTimeoutMs }: CallClockOptions): CallClock {
  const controller = new AbortController();
  let endedBy: "aborted" | "timeout" | undefined;
  let idle: NodeJS.Timeout | undefined;
  let isFinished = false;

  function end(by: "aborted" | "timeout"): void {
    endedBy ??= by;
    controller.abort();
  }
  const onTimeout = (): void => end("timeout");
  const onAbort = (): void => end("aborted");

  const whole = setTimeout(onTimeout, timeoutMs);
  if (callerSignal?.aborted) onAbort();
  callerSignal?.addEventListener("abort", onAbort, { once: true });

  return {
    signal: controller.signal,
    controller,
    heard() {
      if (isFinished || controller.signal.aborted) return;
      if (idle === undefined) idle = setTimeout(onTimeout, idleTimeoutMs);
      else idle.refresh();
    },
    finished() {
      if (isFinished || controller.signal.aborted) return;
      isFinished = true;
      clearTimeout(idle);
      idle = setTimeout(onTimeout, Math.min(AFTER_FINISH_MS, idleTimeoutMs));
    },
    endedBy: () => endedBy,
    stop() {
      clearTimeout(whole);
      clearTimeout(idle);
      callerSignal?.removeEventListener("abort", onAbort);
    },
  };
}
