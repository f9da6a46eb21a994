import { expect, it } from "vitest";
import { isDispensable, servicesToStart } from "./services-to-start.ts";

it("starts a simulator only in place of the real DingTalk", () => {
  expect(servicesToStart("real")).toEqual(["chat-worker", "dashboard", "ingress"]);
  expect(servicesToStart("simulated")).toEqual(["simulator", "chat-worker", "dashboard", "ingress"]);
});

it("goes on without what is only looked at", () => {
  expect(servicesToStart("simulated").filter(isDispensable)).toEqual(["simulator", "dashboard"]);
});
