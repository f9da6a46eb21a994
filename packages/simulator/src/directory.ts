import { createHash } from "node:crypto";
import { UnknownNameError } from "./unknown-name-error.ts";

/** A robot of an internal app: its clientId is also its robotCode, its secret signs the callbacks. */
export interface SimulatedRobot {
  clientId: string;
  clientSecret: string;
  name: string;
}

/** Somebody who can speak. `id` is only how tests and the page call them. */
export interface SimulatedPerson {
  id: string;
  nick: string;
  /** The corporation's userId. Leave it out for a person from outside, as DingTalk does. */
  staffId?: string;
  isAdmin?: boolean;
}

/** A group chat with every robot in it. */
export interface SimulatedGroup {
  /** The conversationId that callbacks carry. */
  id: string;
  title: string;
}

/** Where a message is said: the group, or one person's own chat with one robot. */
export interface SimulatedConversation {
  id: string;
  type: "oneToOne" | "group";
  title?: string;
}

export interface Directory {
  robots: readonly SimulatedRobot[];
  people: readonly SimulatedPerson[];
  groups: readonly SimulatedGroup[];
  robot(clientId?: string): SimulatedRobot;
  person(id: string): SimulatedPerson;
  conversation(robot: SimulatedRobot, person: SimulatedPerson, where: string): SimulatedConversation;
}

/** Who and what exists in this simulated corporation. */
export function createDirectory(
  robots: readonly SimulatedRobot[],
  people: readonly SimulatedPerson[],
  groups: readonly SimulatedGroup[],
): Directory {
  return {
    robots,
    people,
    groups,
    robot: (clientId) =>
      robots.find((robot) => clientId === undefined || robot.clientId === clientId) ??
      unknown("robot", clientId ?? "(first)"),
    person: (id) => people.find((person) => person.id === id) ?? unknown("person", id),
    conversation(robot, person, where) {
      if (where === "private") {
        return { id: privateConversationId(robot, person), type: "oneToOne" };
      }
      const group = groups.find((candidate) => candidate.id === where) ?? unknown("group", where);
      return { id: group.id, type: "group", title: group.title };
    },
  };
}

/** `conversationId` of one person's chat with one robot: stable, so that context survives a restart. */
function privateConversationId(robot: SimulatedRobot, person: SimulatedPerson): string {
  const digest = createHash("sha256").update(`${robot.clientId}\n${person.id}`).digest();
  return `cid${digest.subarray(0, 16).toString("base64")}`;
}

function unknown(kind: "robot" | "person" | "group", name: string): never {
  throw new UnknownNameError(kind, name);
}
