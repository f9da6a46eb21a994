/** The end of a body usually follows `[DONE]` by a packet; waiting longer for it costs more than it saves. */
const DRAIN_MS = 1_000;

export interface TapBodyOptions {
  /** Ends a pending read at once. */
  signal: AbortSignal;
  /**
   * Called for every packet, also for the comment lines that servers send while a request waits its turn and that
   * the SDK does not show.
   */
  onBytes: (bytes: Uint8Array) => void;
  /** Whether the answer is complete, so that what is left of the body is only its end. */
  isComplete: () => boolean;
}

/**
 * The same body, listened to. The SDK cancels it at `[DONE]`, which would close the connection; the end of a
 * complete answer is read instead, so that the next call finds the connection open.
 */
export function tapBody(
  body: ReadableStream<Uint8Array>,
  { signal, onBytes, isComplete }: TapBodyOptions,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let onAbort: (() => void) | undefined;
  const stopListening = (): void => {
    if (onAbort !== undefined) signal.removeEventListener("abort", onAbort);
  };
  return new ReadableStream<Uint8Array>({
    start(controller) {
      onAbort = () => {
        controller.error(signal.reason);
        void close(reader);
      };
      signal.addEventListener("abort", onAbort, { once: true });
      if (signal.aborted) onAbort();
    },
    async pull(controller) {
      const { done, value } = await reader.read();
      if (signal.aborted) return;
      if (done) {
        stopListening();
        controller.close();
        return;
      }
      onBytes(value);
      controller.enqueue(value);
    },
    cancel() {
      stopListening();
      void (isComplete() ? drain(reader) : close(reader));
    },
  });
}

async function drain(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  const timer = setTimeout(() => void close(reader), DRAIN_MS);
  try {
    while (!(await reader.read()).done);
  } catch {
    // The answer is complete; how its connection ends is nobody's loss.
  } finally {
    clearTimeout(timer);
  }
}

/** Cancelling a body that already failed rejects with that failure, which its reader has seen. */
async function close(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  await reader.cancel().catch(() => {});
}
