/** What became of one callback post. */
export interface CallbackRecord {
  msgId: string;
  /** `not-pushed`: a group message that does not mention the robot never leaves DingTalk. */
  outcome: "answered" | "unreachable" | "timeout" | "not-pushed";
  /** HTTP status; absent when nobody answered. */
  status?: number;
  /** The answer, parsed when it is JSON, else its text. */
  body?: unknown;
  durationMs: number;
  atMs: number;
}
