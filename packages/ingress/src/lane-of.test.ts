import { parseRobotMessage } from "@dinglane/dingtalk";
import { expect, it } from "vitest";
import { callbackBody } from "./fixtures/callback.ts";
import { laneOf } from "./lane-of.ts";

const laneWith = (robotCode: string, senderStaffId: string) =>
  laneOf(parseRobotMessage(callbackBody({ robotCode, senderStaffId })), "answer-message");

it("gives each person their own line to each robot, whatever is in the ids", () => {
  const ids = ["a", "b", "a:b", "b:aside", "a%3Ab", ":", "aside"];
  const pairs = ids.flatMap((robot) => ids.map((person) => [robot, person] as const));
  const lanes = pairs.flatMap(([robot, person]) => {
    const message = parseRobotMessage(callbackBody({ robotCode: robot, senderStaffId: person }));
    return [laneOf(message, "answer-message"), laneOf(message, "show-help")];
  });
  expect(new Set(lanes).size).toBe(pairs.length * 2);
});

it("leaves plain ids readable", () => {
  expect(laneWith("dingo-1_2", "manager4711")).toBe("dingo-1_2:manager4711");
});
