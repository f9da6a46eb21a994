import { expect, it } from "vitest";
import { problemOf } from "./problem-of.ts";

it("tells type, code, command and place of an error, and nothing that it quotes", () => {
  const error = Object.assign(new TypeError("芝麻开门\n    is no JSON"), {
    code: "ERR_X",
    command: { name: "hset", args: ["芝麻开门"] },
  });
  const problem = problemOf(error);
  expect(problem).toMatchObject({ type: "TypeError", code: "ERR_X", command: "hset" });
  expect(problem).toHaveProperty("frames.0", expect.stringContaining("problem-of.test.ts"));
  expect(JSON.stringify(problem)).not.toMatch(/芝麻|JSON/);
  expect(problemOf("芝麻")).toEqual({ type: "string" });
});
