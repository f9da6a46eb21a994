import { expect, it } from "vitest";
import { readStoredContext, writeStoredContext } from "./stored-context.ts";

const turns = [{ question: "q1", answer: "a1", tokens: 4 }];

it("comes back as it was written, each side under its own name", () => {
  const stored = writeStoredContext(turns);
  expect(JSON.parse(stored)).toEqual({ v: 2, turns: [{ question: "q1", answer: "a1", tokens: 4 }] });
  expect(readStoredContext(stored)).toEqual(turns);
});

it.each([
  null,
  "",
  "{",
  "null",
  "[]",
  '"text"',
  '{"turns":[{"question":"q","answer":"a"}]}',
  '{"v":1,"turns":[{"question":"q","answer":"a"}]}',
  '{"v":3,"turns":[{"question":"q","answer":"a","tokens":1}]}',
  '{"v":2,"turns":[{"question":"q","answer":"a"}]}',
  '{"v":2,"turns":[{"question":1,"answer":"a","tokens":1}]}',
  '{"v":2,"turns":[{"question":"q","answer":"a","tokens":-1}]}',
  '{"v":2}',
])("%s is no context", (stored) => {
  expect(readStoredContext(stored)).toEqual([]);
});

it("keeps the newest two hundred turns", () => {
  const many = Array.from({ length: 201 }, (_, n) => ({ question: `q${n}`, answer: `a${n}`, tokens: n }));
  expect(readStoredContext(writeStoredContext(many))).toEqual(many.slice(1));
});
