import { expect, test } from "vitest";
import { createAdminCheck } from "./admin-check.ts";

const isAdmin = createAdminCheck(["boss"]);

test.each([
  [{ staffId: "boss", outgoing: false }, true],
  [{ staffId: "ann", outgoing: false }, false],
  [{ outgoing: false }, false],
  [{ staffId: "boss", outgoing: true }, false],
])("%j is an administrator: %s", (who, expected) => {
  expect(isAdmin(who)).toBe(expected);
});

test("nobody is one where none is named", () => {
  expect(createAdminCheck([])({ staffId: "", outgoing: false })).toBe(false);
});
