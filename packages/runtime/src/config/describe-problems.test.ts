import { expect, it } from "vitest";
import { describeProblems } from "./describe-problems.ts";

it("prints one block per problem and then what may explain it", () => {
  const text = describeProblems(
    "ingress",
    [
      {
        fileKey: "port",
        variable: "PORT",
        source: "./config.yml",
        value: "x",
        wrong: "is not a number",
        mend: "write digits",
      },
      { fileKey: "api_key", variable: "APIKEY", source: "APIKEY", wrong: "is odd", mend: "set it" },
      { variable: "CONFIG_FILE", wrong: "./config.yml is not valid YAML", mend: "correct it" },
      {
        fileKey: "service_url",
        variable: "SERVICE_URL",
        value: "http://h",
        wrong: "is not public",
        mend: "set it",
      },
    ],
    ["./config.yml has a key that no setting has"],
  );
  expect(text).toBe(`ingress cannot start: 4 settings need mending.

  port (variable PORT)
    wrong:   "x", given by ./config.yml, is not a number
    to mend: write digits

  api_key (variable APIKEY)
    wrong:   the value, given by APIKEY, is odd
    to mend: set it

  CONFIG_FILE
    wrong:   ./config.yml is not valid YAML
    to mend: correct it

  service_url (variable SERVICE_URL)
    wrong:   "http://h" is not public
    to mend: set it

  note: ./config.yml has a key that no setting has
`);
});

it("shortens a value that would fill the screen", () => {
  const problem = { fileKey: "help", wrong: "is long", mend: "shorten it", value: "长".repeat(10_000) };
  expect(describeProblems("ingress", [problem], [])).toContain(`${"长".repeat(200)}…"`);
});
