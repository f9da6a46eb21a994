import { expect, it } from "vitest";
import { loadConfig } from "../load-config.ts";
import { ConfigError } from "../config-error.ts";
import { checkLiveValue } from "./check-live-value.ts";

it("says what a start would say of the same value", () => {
  let problems: unknown;
  try {
    loadConfig({}, (path) => (path === "./config.yml" ? "max_request: many" : undefined));
  } catch (error) {
    if (error instanceof ConfigError) problems = error.problems;
  }
  expect(problems).toEqual([checkLiveValue("max_request", "many", "./config.yml")]);
});

it.each([
  ["max_request", "-1"],
  ["user_concurrency", "0"],
  ["temperature", "3"],
  ["chat_type", "5"],
  ["default_mode", "单人"],
  ["session_timeout", "soon"],
  ["model", " "],
  ["model", ["a", "b"]],
  ["templates", "title: no list"],
  ["templates", "{ broken"],
  ["templates", "- prefix: no title"],
] as const)("%s cannot be %j", (key, raw) => {
  const value = typeof raw === "string" ? raw : [...raw];
  expect(checkLiveValue(key, value, "x")).toMatchObject({ fileKey: key });
});

it.each([
  ["deny_users", ""],
  ["deny_users", []],
  ["help", "第一行\n第二行"],
  ["templates", "[]"],
  ["max_request", " 7 "],
] as const)("%s may be %j", (key, raw) => {
  expect(checkLiveValue(key, typeof raw === "string" ? raw : [...raw], "x")).toBeUndefined();
});
