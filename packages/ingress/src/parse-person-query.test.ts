import { expect, test } from "vitest";
import { parseErasedUser, parsePersonQuery } from "./parse-person-query.ts";

test.each([
  ["username:张三", { person: "张三" }],
  ["username：张三", { person: "张三" }],
  [" UserName ： 张三 ", { person: "张三" }],
  ["nick:张三", { person: "张三" }],
  ["张三", { person: "张三" }],
  ["张三 7天", { person: "张三", days: 7 }],
  ["username:张三 7", { person: "张三", days: 7 }],
  ["username:张三  30 天", { person: "张三", days: 30 }],
  ["userid:manager123", { person: "manager123", isUserId: true }],
  ["userid：12345 3", { person: "12345", isUserId: true, days: 3 }],
  ["12345", { person: "12345" }],
  ["John Smith", { person: "John Smith" }],
  ["username:a:b", { person: "a:b" }],
  ["username", { person: "username" }],
])("#查对话 %j asks for somebody", (text, expected) => {
  expect(parsePersonQuery(text)).toEqual(expected);
});

test.each(["", " ", ":", "：：", "username:", "userid： ", "foo:bar", "#查对话"])(
  "#查对话 %j names nobody",
  (text) => {
    expect(parsePersonQuery(text)).toBeUndefined();
  },
);

test.each(["张三 0天", "张三 99999", "userid:staff-1 00"])("#查对话 %j names no days there are", (text) => {
  expect(parsePersonQuery(text)).toBe("wrong_days");
});

test("however long or strange, it is read in no time", () => {
  const started = performance.now();
  for (const piece of [" ", "：", "a", "1", "天", " 1", "username:"]) parsePersonQuery(piece.repeat(10_000));
  expect(performance.now() - started).toBeLessThan(2_000);
});

test("an erasure wants a userid and nothing else", () => {
  expect(parseErasedUser("userid:staff-1")).toBe("staff-1");
  expect(parseErasedUser("userid：staff-1 ")).toBe("staff-1");
  for (const text of ["", "staff-1", "username:张三", "userid:", "userid:a b", "userid:a 7", "userid:a 0"]) {
    expect(parseErasedUser(text)).toBeUndefined();
  }
});
