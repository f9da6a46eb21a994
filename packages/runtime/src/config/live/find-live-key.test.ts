import { expect, it } from "vitest";
import { findLiveKey } from "./find-live-key.ts";

const labels = new Map([
  ["敏感词", "sensitive_words"],
  ["黑名单", "deny_users"],
] as const);

it.each([
  ["model", "model"],
  [" Deny_Users ", "deny_users"],
  ["MAX_REQUEST", "max_request"],
  ["SESSIONTIMEOUT", "session_timeout"],
  ["templates", "templates"],
  ["PROMPT_FILE", "templates"],
  ["敏感词", "sensitive_words"],
])("%s is %s", (name, key) => {
  expect(findLiveKey(name, labels)).toEqual({ status: "live", key });
});

it.each(["api_key", "APIKEY", "redis_url", "DINGTALK_CREDENTIALS", "port"])(
  "%s is a setting, but none to change live",
  (name) => {
    expect(findLiveKey(name, labels)).toMatchObject({ status: "fixed" });
  },
);

it.each([
  ["denyusers", "deny_users"],
  ["max_requests", "max_request"],
  ["敏感词语", "敏感词"],
  ["黑名册", "黑名单"],
])("who writes %s is asked about %s", (name, nearest) => {
  expect(findLiveKey(name, labels)).toEqual({ status: "unknown", nearest });
});

it("does not guess where nothing is near", () => {
  expect(findLiveKey("天气", labels)).toEqual({ status: "unknown" });
  expect(findLiveKey("constructor", labels)).toEqual({ status: "unknown" });
});
