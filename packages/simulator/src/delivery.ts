import type { Reply } from "./reply.ts";

/** One message that the robot tried to put into a conversation. */
export interface Delivery {
  /** Counts up from 1. */
  number: number;
  atMs: number;
  /** `response`: it was the body of a callback's answer. `openapi`: it was sent by groupMessages or oToMessages. `custom`: a custom robot's. */
  via: "webhook" | "response" | "openapi" | "custom";
  /** Parsed JSON of the post, or its text when it is not JSON. */
  body: unknown;
  bytes: number;
  session?: string;
  robot?: string;
  conversationId?: string;
  /** The message answered, where the session belongs to one message alone or the reply came in its response. */
  msgId?: string;
  /** Present when the body is a message DingTalk accepts. */
  reply?: Reply;
  /** The words of the reply: text content or markdown text, else "". */
  text: string;
  /** What was answered; absent when no errcode was (a lost answer, an HTML page). 0 for a response. */
  errcode?: number;
  errmsg?: string;
  /** Of a refusal by the OpenAPI. */
  code?: string;
  /** Whether people in the conversation see it, or have seen it. */
  shown: boolean;
  /** When it was taken back: from then on nobody sees it. */
  recalledAtMs?: number;
}
