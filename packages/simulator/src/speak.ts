import { type RobotMessageBody, robotMessages } from "./robot-messages.ts";
import type { Directory, SimulatedPerson, SimulatedRobot } from "./directory.ts";
import type { SayOptions } from "./say-options.ts";

export interface SpokenWords {
  /** As people in the conversation see it. */
  typed: string;
  /** As the robot gets it. */
  body: RobotMessageBody;
  mentioned: SimulatedPerson[];
}

/**
 * What is seen and what the robot gets. In a group DingTalk takes the mentions out of a text, leaving the spaces
 * around them, but keeps them as items of a rich text. A private chat is handed on untouched.
 */
export function speak(
  options: SayOptions,
  directory: Directory,
  robot: SimulatedRobot,
  isGroup: boolean,
): SpokenWords {
  const body = options.message ?? robotMessages.text(options.text ?? "");
  const words = wordsOf(body);
  if (!isGroup) {
    return { typed: words, body, mentioned: [] };
  }
  const wanted = (options.atPeople ?? []).map((id) => directory.person(id).nick);
  const names = options.at === false ? wanted : [robot.name, ...wanted];
  const typed = [
    ...names.filter((name) => !words.includes(`@${name}`)).map((name) => `@${name}`),
    words,
  ].join(" ");
  const mentioned = directory.people.filter((person) => typed.includes(`@${person.nick}`));
  return { typed, body: heardBody(body, typed, robot, mentioned), mentioned };
}

function heardBody(
  body: RobotMessageBody,
  typed: string,
  robot: SimulatedRobot,
  mentioned: readonly SimulatedPerson[],
): RobotMessageBody {
  if (body.text !== undefined) {
    return { ...body, text: { ...body.text, content: withoutMentions(typed, robot, mentioned) } };
  }
  if (body.msgtype === "richText" && isRecord(body.content) && Array.isArray(body.content["richText"])) {
    const richText: unknown[] = [{ text: `@${robot.name}` }, ...body.content["richText"]];
    return { ...body, content: { ...body.content, richText } };
  }
  return body;
}

/** Longest names first, so that @小钉二号 is not taken for @小钉. */
function withoutMentions(
  typed: string,
  robot: SimulatedRobot,
  mentioned: readonly SimulatedPerson[],
): string {
  const names = [robot.name, ...mentioned.map((person) => person.nick)];
  names.sort((left, right) => right.length - left.length);
  return names.reduce((text, name) => text.replaceAll(`@${name}`, ""), typed);
}

function wordsOf(body: RobotMessageBody): string {
  if (typeof body.text?.["content"] === "string") {
    return body.text["content"];
  }
  if (!isRecord(body.content)) {
    return "";
  }
  const { richText, recognition, fileName, text } = body.content;
  if (Array.isArray(richText)) {
    return richText
      .map((item: unknown) => (isRecord(item) && typeof item["text"] === "string" ? item["text"] : ""))
      .join("");
  }
  return [recognition, fileName, text].find((value) => typeof value === "string") ?? "";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
