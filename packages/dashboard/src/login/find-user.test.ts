import { expect, it } from "vitest";
import { findUser } from "./find-user.ts";

const ann = { name: "ann", password: "a:b,c 密码", role: "viewer" } as const;
const bob = { name: "bob", password: "other", role: "operator" } as const;

it("finds who knows the password", () => {
  expect(findUser([ann, bob], { name: "ann", password: "a:b,c 密码" })).toBe(ann);
  expect(findUser([ann, bob], { name: "bob", password: "other" })).toBe(bob);
});

it.each([
  { name: "ann", password: "other" },
  { name: "ann", password: "" },
  { name: "Ann", password: "a:b,c 密码" },
  { name: "", password: "" },
  { name: "carl", password: "other" },
])("finds nobody for %j", (given) => {
  expect(findUser([ann, bob], given)).toBeUndefined();
});
