import { expect, it } from "vitest";
import { cameByHttps } from "./came-by-https.ts";

it.each([
  [{ origin: "https://board.example" }, undefined, true],
  [{ origin: "http://10.0.0.1:8091", "x-forwarded-proto": "https" }, "https://bot.example", false],
  [{ "x-forwarded-proto": "https, http" }, undefined, true],
  [{ "x-forwarded-proto": "http" }, "https://bot.example", false],
  [{}, "https://bot.example", true],
  [{ origin: "null" }, "https://bot.example", true],
  [{}, undefined, false],
])("judges %j with service_url %s", (headers, serviceUrl, isHttps) => {
  expect(cameByHttps({ headers }, serviceUrl)).toBe(isHttps);
});
