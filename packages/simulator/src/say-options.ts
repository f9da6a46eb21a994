import type { RobotMessageBody } from "./robot-messages.ts";

export interface SayOptions {
  /** A person's id. */
  from: string;
  /** A group's id, or "private" for the person's own chat with the robot. */
  in: string;
  /** What is typed, without the mention of the robot (which `at` adds). One of `text` and `message` is needed. */
  text?: string;
  /** Any other kind of message: see `robotMessages`. */
  message?: RobotMessageBody;
  /** clientId; default the first robot. */
  robot?: string;
  /** Whether a group message mentions the robot (default true); one that does not is never pushed. */
  at?: boolean;
  /** Ids of other people mentioned. */
  atPeople?: readonly string[];
  /** Default: a fresh one. */
  msgId?: string;
  /** Fields put over the finished callback body; `undefined` takes a field away. */
  overrides?: Record<string, unknown>;
  /** The same for the headers (`timestamp`, `sign`, `content-type`). */
  headers?: Record<string, string | undefined>;
  /** How it reaches the robot; default over HTTP where there is a callback address, else by stream. */
  via?: "http" | "stream";
  /** Sends `content` as a JSON string, as some DingTalk versions do. */
  contentAsJsonString?: boolean;
}
