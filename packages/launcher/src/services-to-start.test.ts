import { expect, it } from "vitest";
import { isDispensable, servicesToStart } from "./services-to-start.ts";

it("starts a simulator only in place of the real DingTalk", () => {
  const always = ["chat-worker", "image-worker", "admin-worker", "dashboard", "ingress"];
  expect(servicesToStart("real")).toEqual(always);
  expect(servicesToStart("simulated")).toEqual(["simulator", ...always]);
});

it("goes on without what answers no questions", () => {
  expect(servicesToStart("simulated").filter(isDispensable)).toEqual([
    "simulator",
    "image-worker",
    "admin-worker",
    "dashboard",
  ]);
});
