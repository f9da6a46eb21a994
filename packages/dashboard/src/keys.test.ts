import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { debtsKey } from "./keys.ts";

it("names the debts as delivery does, who pays them", () => {
  const source = readFileSync(new URL("../../delivery/src/keys.ts", import.meta.url), "utf8");
  const theirs = /debtsKey = .*=> `\$\{prefix\}(.*)`/.exec(source)?.[1];
  expect(debtsKey("p")).toBe(`p${theirs}`);
});
