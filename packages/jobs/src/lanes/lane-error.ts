export type LaneErrorCode =
  /** The installed BullMQ is not the one the lane scripts were tested with. */
  | "unknown_scripts"
  /** The job waits behind an earlier one of its lane. */
  | "parked"
  /** The operation would break lanes, or forge a person's message. */
  | "refused_on_lanes"
  /** A script answered what it never should. */
  | "unexpected_answer";

/** What cannot be done with lanes, and why, in words for an operator. */
export class LaneError extends Error {
  readonly code: LaneErrorCode;

  constructor(code: LaneErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "LaneError";
    this.code = code;
  }
}
