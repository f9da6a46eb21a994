import { expect, test } from "vitest";
import { signCallback } from "./sign-callback.ts";

test.each([
  ["1577262236757", "this is a secret", "DJrE6qdyVGCQz9z5r2MDuNcNAhwYnuAkyj13cx169CA="],
  ["1700000000000", "SECabc123", "N5P09a4+p1AMJIJWnIvQd2Yxw9+fu/oEBnPrjCcsLXk="],
])("the signature of %s under %s is the known one", (timestamp, secret, sign) => {
  expect(signCallback(timestamp, secret)).toBe(sign);
});
