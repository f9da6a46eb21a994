import { expect, it } from "vitest";
import { isSameOrigin } from "./same-origin.ts";

const host = "board.example:8091";

it.each([
  { "sec-fetch-site": "same-origin", origin: "https://elsewhere.example", host },
  { "sec-fetch-site": "same-origin", host },
  { origin: "http://board.example:8091", host },
  { origin: "https://board.example", host: "board.example" },
])("accepts %j", (headers) => {
  expect(isSameOrigin(headers)).toBe(true);
});

it.each([
  {},
  { host },
  { origin: "null", host },
  { origin: "http://evil.example", host },
  { origin: "http://board.example:8092", host },
  { origin: "http://board.example:8091.evil.example", host },
  { "sec-fetch-site": "cross-site", origin: "http://board.example:8091", host },
  { "sec-fetch-site": "same-site", origin: "http://board.example:8091", host },
  { "sec-fetch-site": "none", host },
])("refuses %j", (headers) => {
  expect(isSameOrigin(headers)).toBe(false);
});
