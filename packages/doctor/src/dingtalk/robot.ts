import type { AskTools } from "../network/ask.ts";

/** One robot, and how to ask DingTalk about it. */
export interface Robot extends AskTools {
  credential: { clientId: string; clientSecret: string };
  apiUrl: string;
  signal: AbortSignal;
}
