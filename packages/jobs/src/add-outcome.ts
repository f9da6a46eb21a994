/** The bounds that the add script decides, by the name a refusal carries. */
export type Bound =
  | "lane_limit"
  | "max_waiting"
  | "user_minute"
  | "group_minute"
  | "global_minute"
  | "user_day";

/** What became of a message that was to be added; decided in one script, so it is true for every process at once. */
export type AddOutcome =
  /** `ahead`: how many of this lane's messages are before it, running ones included. */
  | { status: "added"; jobId: string; ahead: number }
  /** The receipt exists (or the job does): this message was accepted before. */
  | { status: "duplicate" }
  /** Nothing was written and no window counted it. `retryAfterMs` where the bound is a window. */
  | { status: "refused"; bound: Bound; retryAfterMs?: number };
