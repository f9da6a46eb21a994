/** What became of one callback: posted over HTTP, or pushed down a stream connection. */
export interface CallbackRecord {
  msgId: string;
  via: "http" | "stream";
  /** `timeout` includes a push whose ack was lost. `not-pushed`: a group message that does not mention the robot never leaves DingTalk. */
  outcome: "answered" | "unreachable" | "timeout" | "not-pushed";
  /** HTTP status, or the code of the ack; absent when nobody answered. */
  status?: number;
  /** The answer, parsed when it is JSON, else its text. */
  body?: unknown;
  durationMs: number;
  atMs: number;
}
