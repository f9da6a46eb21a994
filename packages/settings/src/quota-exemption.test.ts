import { expect, test } from "vitest";
import { createQuotaExemption } from "./quota-exemption.ts";

const isExempt = createQuotaExemption({ vipUsers: ["vip"], adminUsers: ["admin"] });

test.each([
  [{ staffId: "vip", outgoing: false }, true],
  [{ staffId: "admin", outgoing: false }, true],
  [{ staffId: "ann", outgoing: false }, false],
  [{ outgoing: false }, false],
  [{ staffId: "admin", outgoing: true }, false],
])("%j is exempt: %s", (who, expected) => {
  expect(isExempt(who)).toBe(expected);
});
