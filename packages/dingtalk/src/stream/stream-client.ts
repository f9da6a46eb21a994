/** What the client writes to; pino fits. */
export interface StreamLog {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What becomes of pushes. Each is given the frame's `data`, a JSON text. */
export interface StreamListeners {
  /** "taken" is acknowledged with 200; "not_taken", a rejection, or no answer in time with 500. */
  onRobotMessage: (json: string) => Promise<"taken" | "not_taken">;
  /** Resolves with the `response` of the acknowledgement. Without it the topic is not subscribed. */
  onCardCallback?: (json: string) => Promise<unknown>;
}

/**
 * Where a robot stands at the gateway. A robot is refused after three 401s in a row.
 *
 * | state | attempt succeeds | attempt fails | third 401 in a row |
 * |---|---|---|---|
 * | `well` | `well` | `failing` | – |
 * | `failing` | `well` | `failing` | `refused` |
 * | `refused` | `well` | `refused` | `refused` |
 */
export type GatewayStanding = "well" | "failing" | "refused";

/** A robot's connections in this process. */
export interface StreamState {
  standing: GatewayStanding;
  /** Connections that messages arrive on. */
  live: number;
  /** Connections that are being opened, or wait to be. */
  connecting: number;
}

/** One robot's connections to DingTalk, in this process. */
export interface StreamClient {
  /** Opens no more, lets listeners under way finish and their acknowledgements go out, and closes. Bounded. */
  close(this: void): Promise<void>;
  state(this: void): StreamState;
}
