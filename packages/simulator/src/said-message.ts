import type { SimulatedConversation, SimulatedPerson, SimulatedRobot } from "./directory.ts";

/** A message somebody said, with the callback that carries it. */
export interface SaidMessage {
  msgId: string;
  atMs: number;
  robot: SimulatedRobot;
  person: SimulatedPerson;
  conversation: SimulatedConversation;
  /** As people in the conversation see it, mentions included. */
  typed: string;
  msgtype: string;
  /** Whether DingTalk hands it to the robot. */
  isPushed: boolean;
  /** The number of the last delivery before it. */
  deliveriesBefore: number;
  callbackBody: Record<string, unknown>;
  headers: Record<string, string | undefined>;
  via?: "http" | "stream";
}
