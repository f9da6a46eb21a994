import type { Config } from "@dinglane/runtime";
import { expect, it } from "vitest";
import { demoModelDemands, demoModelPlace } from "./demo-model-place.ts";

const at = (baseUrl: string): Config => ({ model: { baseUrl } }) as unknown as Config;

it.each([
  ["http://127.0.0.1:8093/v1", { host: "127.0.0.1", port: 8093 }],
  ["http://[::1]:8093", { host: "::1", port: 8093 }],
  ["http://demo-model:8093/v1", { host: "0.0.0.0", port: 8093 }],
  ["http://demo-model/v1", { host: "0.0.0.0", port: 80 }],
])("stands at %s", (baseUrl, place) => {
  expect(demoModelDemands(at(baseUrl))).toEqual([]);
  expect(demoModelPlace(at(baseUrl))).toEqual(place);
});

it.each(["", "https://api.openai.com/v1"])("cannot stand at %j, and says what to do", (baseUrl) => {
  expect(demoModelDemands(at(baseUrl))).toMatchObject([{ variable: "BASE_URL" }]);
});
