/** How the gateway answers a request to open a connection instead of opening one: each, or so many `times`. */
export type GatewayFault =
  | { kind: "status"; status: number; times?: number }
  | { kind: "hang"; times?: number };

/** What goes wrong in stream mode. */
export interface StreamFaults {
  gateway: GatewayFault | undefined;
  /** A push without an ack of 200 again: at most so many times, so long after the last. DingTalk's is said to be 60 s. */
  redelivery: { times: number; delayMs: number } | undefined;
  /** So many of the next pushes go to a second connection as well, where the robot has one. */
  duplicates: number;
  /** So many of the next acks are lost on their way. */
  dropAcks: number;
}

/** Nothing goes wrong. */
export function createStreamFaults(): StreamFaults {
  return { gateway: undefined, redelivery: undefined, duplicates: 0, dropAcks: 0 };
}
