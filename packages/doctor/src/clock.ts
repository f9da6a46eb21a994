/** Both clocks, so that a test can hold either. */
export interface Clock {
  /** The machine's idea of the time: epoch ms. */
  epochMs: () => number;
  /** For durations; never set back. */
  elapsedMs: () => number;
}
