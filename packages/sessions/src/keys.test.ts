import { expect, it } from "vitest";
import { contextKey, modeKey } from "./keys.ts";

const key = { robotKey: "ding:1", conversationId: "cidA+/b==", user: "张三" };

it("begins with the prefix and keeps the ids readable", () => {
  expect(contextKey("dinglane:{0}", key)).toBe(
    "dinglane:{0}:session:context:ding%3A1:cidA%2B%2Fb%3D%3D:%E5%BC%A0%E4%B8%89",
  );
  expect(modeKey("dinglane:{0}", key)).toMatch(/^dinglane:\{0\}:session:mode:/);
});

it("keeps people apart whose ids contain the separator", () => {
  const one = contextKey("p", { robotKey: "r", conversationId: "a:b", user: "c" });
  const other = contextKey("p", { robotKey: "r", conversationId: "a", user: "b:c" });
  expect(one).not.toBe(other);
});

it("takes ids that are not well-formed text", () => {
  expect(contextKey("p", { ...key, user: "\ud800" })).toContain("%EF%BF%BD");
});
