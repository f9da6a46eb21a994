import { expect, it } from "vitest";
import { nearestWord } from "./nearest-word.ts";

const known = ["api_key", "session_timeout", "port", "model", "max_text"];

it.each([
  ["apiKey", "api_key"],
  ["api-key", "api_key"],
  ["sesion_timout", "session_timeout"],
  ["modle", "model"],
  ["ports", "port"],
  ["weather", undefined],
  ["", undefined],
])("takes %j for %j", (written, meant) => {
  expect(nearestWord(written, known)).toBe(meant);
});

it("does not labour over a key of any length", () => {
  expect(nearestWord("x".repeat(1_000_000), known)).toBeUndefined();
});
