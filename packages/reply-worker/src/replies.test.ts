import { expect, test } from "vitest";
import { replies } from "./replies.ts";

test("an unknown failure still gets an apology", () => {
  expect(replies.apology("something-new")).toContain("抱歉");
});
