/** What goes wrong with one call of the OpenAPI that has a living token. */
export type ApiFault =
  /** Refused: `code` of api.dingtalk.com, or an errcode of oapi.dingtalk.com in digits; not carried out. */
  | { kind: "refuse"; status: number; code: string; requiredScopes?: readonly string[] }
  /** The page of an IP block; not carried out. */
  | { kind: "html" }
  /** The JSON of an IP block; not carried out. */
  | { kind: "blocked"; waitMinutes: number }
  /** Carried out and answered, but late. */
  | { kind: "slow"; delayMs: number }
  /** Carried out, then the socket is torn: the caller cannot know. */
  | { kind: "lost" }
  /** Carried out and never answered. */
  | { kind: "hang" }
  /** The socket is torn before anything is carried out. */
  | { kind: "torn" };

/** Knobs of the OpenAPI; all are off at first. */
export interface ApiFaults {
  /** Used up from the front, one by each call with a living token. */
  queue: ApiFault[];
  /** The same for the calls of one API alone, by its path. */
  queueOf: Record<string, ApiFault[]>;
  /** Every call that the queues leave over. */
  every: ApiFault | undefined;
  /** Calls per robot, API and second (a sliding one); more are refused. DingTalk says 20. */
  callsPerSecond: number | undefined;
  /** So many calls are left of the month, of all robots together; counted down, refused at 0. */
  callsLeftThisMonth: number | undefined;
  /** Permissions that the applications do not have, such as Card.Streaming.Write. */
  missingScopes: string[];
  /** Named in the 200 of a batchSend as unknown, and not written to, nor given a card. */
  invalidStaffIds: string[];
  /** Named in the 200 of a batchSend as written to too often, and not written to. */
  flowControlledStaffIds: string[];
}

/** Nothing goes wrong. */
export function createApiFaults(): ApiFaults {
  return {
    queue: [],
    queueOf: {},
    every: undefined,
    callsPerSecond: undefined,
    callsLeftThisMonth: undefined,
    missingScopes: [],
    invalidStaffIds: [],
    flowControlledStaffIds: [],
  };
}
