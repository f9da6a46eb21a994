import { expect, it } from "vitest";
import { demandModelAccount } from "./demands.ts";
import { loadConfig } from "./load-config.ts";

const missing = (env: Record<string, string>): (string | undefined)[] =>
  demandModelAccount(loadConfig(env, () => undefined).config).map((problem) => problem.variable);

it("wants a key, or everything that Azure needs", () => {
  expect(missing({})).toEqual(["APIKEY"]);
  expect(missing({ OPENAI_API_KEY: "k" })).toEqual([]);
  expect(missing({ APIKEY: "k", AZURE_ON: "true", AZURE_RESOURCE_NAME: "r" })).toEqual([
    "AZURE_API_VERSION",
    "AZURE_DEPLOYMENT_NAME",
    "AZURE_OPENAI_TOKEN",
  ]);
});
