/** One request to open a connection. */
export interface OpenRecord {
  atMs: number;
  /** The clientId that was given; absent where the body could not be read. */
  robot?: string;
  /** HTTP status of the answer; absent while a hang is answering nothing. */
  status?: number;
}

/** One frame with something for the robot, and what came back. */
export interface PushRecord {
  topic: string;
  robot: string;
  /** Of the frame: another one for each push. */
  messageId: string;
  /** Of the robot message: the same for each push of it. */
  msgId?: string;
  /** Absent with `no-connection`. */
  connectionId?: string;
  /**
   * `acked`: in time, with whatever code; `no-ack`: not in time; `ack-dropped`: a knob lost it;
   * `connection-lost`: closed before the ack; `no-connection`: nobody to push to.
   */
  outcome: "acked" | "no-ack" | "ack-dropped" | "connection-lost" | "no-connection";
  /** Of the ack, also of one that came too late. */
  code?: number;
  /** Of the ack, parsed. */
  data?: unknown;
  atMs: number;
  /** From the push to the ack, also to one that came too late or was dropped. */
  ackMs?: number;
}

/** A connection as tests see it. */
export interface ConnectionView {
  id: string;
  robot: string;
  topics: readonly string[];
  openedAtMs: number;
  /** `leaving`: told to disconnect, gets nothing more; `black-holed`: open, but nothing passes either way. */
  state: "live" | "leaving" | "black-holed";
}
