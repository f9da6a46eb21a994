/** Every time and size that the stream client goes by; tests shorten them. */
export interface StreamTiming {
  /** For the gateway's whole answer. */
  openTimeoutMs: number;
  /** For the WebSocket handshake, TLS included. */
  handshakeTimeoutMs: number;
  /** A listener that has not settled by then is answered for with a 500. */
  listenerTimeoutMs: number;
  /** The same for a button that was pressed on a card. */
  pressTimeoutMs: number;
  /** One WebSocket ping each; a peer silent for three of them is dead. */
  keepAliveIntervalMs: number;
  /** Upper bound of the wait after the first failure; doubled with each further one. */
  firstBackoffMs: number;
  maxBackoffMs: number;
  /** Between attempts of a robot whose credentials are refused. */
  refusedRetryMs: number;
  /** A connection that lived this long was a good one: its end starts no back-off. */
  settledAfterMs: number;
  /** Spread of the wait after a good connection has ended. */
  reopenJitterMs: number;
  /** How long `close` waits for listeners, and then for DingTalk to say goodbye. */
  drainTimeoutMs: number;
  closeTimeoutMs: number;
}

export const STREAM_TIMING: StreamTiming = {
  openTimeoutMs: 5_000,
  handshakeTimeoutMs: 5_000,
  // DingTalk gives up after 3 s (D: appendix on event push), and the answer has a way to go.
  listenerTimeoutMs: 2_500,
  // DingTalk tells the presser of a failure after 2 s (D:event-callback-card).
  pressTimeoutMs: 1_800,
  // Found dead after at most 18 s. Unpinged connections die silently after about 3 minutes.
  keepAliveIntervalMs: 6_000,
  // Half to all of 0.5, 1, 2, 4, 8, 15, 15 … s: at most 8 attempts in any 30 s.
  firstBackoffMs: 500,
  maxBackoffMs: 15_000,
  refusedRetryMs: 60_000,
  settledAfterMs: 10_000,
  reopenJitterMs: 200,
  drainTimeoutMs: 3_000,
  closeTimeoutMs: 1_000,
};
