import { expect, it } from "vitest";
import { normalizeBaseUrl } from "./normalize-base-url.ts";

it.each([
  ["", "https://api.openai.com/v1"],
  ["  ", "https://api.openai.com/v1"],
  ["https://api.openai.com", "https://api.openai.com/v1"],
  ["https://api.openai.com/", "https://api.openai.com/v1"],
  ["https://api.openai.com/v1", "https://api.openai.com/v1"],
  ["https://api.openai.com/v1//", "https://api.openai.com/v1"],
  [" https://open.bigmodel.cn/api/paas/v4/ ", "https://open.bigmodel.cn/api/paas/v4"],
  ["http://127.0.0.1:11434", "http://127.0.0.1:11434/v1"],
  ["https://host/v10", "https://host/v10"],
  ["https://host/dev1", "https://host/dev1/v1"],
  ["https://host/v1beta", "https://host/v1beta/v1"],
])("%j becomes %j", (base, expected) => {
  expect(normalizeBaseUrl(base)).toBe(expected);
  expect(normalizeBaseUrl(expected)).toBe(expected);
});
