/** One call of the OpenAPI, those for tokens included. */
export interface ApiCall {
  /** The path. */
  api: string;
  method: string;
  /** Whose token it came with; absent with none that lives. */
  robot?: string;
  atMs: number;
  /** HTTP status; absent where the socket was torn. */
  status?: number;
  /** Of a refusal: DingTalk's code or errcode. */
  code?: string;
}
