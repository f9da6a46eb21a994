import type { Config } from "@dinglane/runtime";
import { expect, it } from "vitest";
import { placeholdersLeft } from "./placeholders-left.ts";

const example = {
  dingtalk: {
    credentials: [{ clientId: "put-your-client-id-here", clientSecret: "put-your-client-secret-here" }],
  },
  model: { apiKeys: ["xxxxxxxxx"] },
} as unknown as Config;
const empty = { dingtalk: { credentials: [] }, model: { apiKeys: [] } } as unknown as Config;

it("names what the example's placeholders leave simulated, and nothing that is not set at all", () => {
  const simulated = { dingtalk: "simulated", model: "demo" } as const;
  expect(placeholdersLeft(example, simulated)).toEqual([
    "credentials (DINGTALK_CREDENTIALS)",
    "api_key (APIKEY)",
  ]);
  expect(placeholdersLeft(empty, simulated)).toEqual([]);
});

it("does not name what another setting makes real", () => {
  expect(placeholdersLeft(example, { dingtalk: "real", model: "demo" })).toEqual(["api_key (APIKEY)"]);
});
