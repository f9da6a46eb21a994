import { expect, it } from "vitest";
import { superviseIn } from "./supervise-in.ts";

function givenUp(because: "configuration" | "keeps-ending", dispensable?: string): unknown[] {
  const done: unknown[] = [];
  const { giveUp } = superviseIn(
    { shutDown: (exitCode) => done.push(exitCode) },
    { say: (line) => done.push(line) },
    dispensable,
  );
  giveUp(because);
  return done;
}

it("stops everything when what is needed keeps ending", () => {
  expect(givenUp("keeps-ending")).toEqual([1]);
});

it("goes on without what is dispensable, and says so", () => {
  expect(givenUp("keeps-ending", "dashboard")).toEqual(["Dinglane goes on without the dashboard."]);
});

it("stops everything on a wrong configuration, whoever found it", () => {
  expect(givenUp("configuration", "dashboard")).toEqual([78]);
});
