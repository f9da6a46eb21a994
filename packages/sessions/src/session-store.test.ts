import { describe, expect, it } from "vitest";
import { contextKey, modeKey } from "./keys.ts";
import { createSessionStore } from "./session-store.ts";
import { writeStoredContext } from "./stored-context.ts";

const unused = {
  eval: () => {
    throw new Error("effects are pure");
  },
} as unknown as Parameters<typeof createSessionStore>[0]["redis"];

const options = { redis: unused, prefix: "p", ttlSeconds: 600, defaultMode: "singleTurn" as const };
const store = createSessionStore(options);
const key = { robotKey: "r", conversationId: "c", user: "u" };
const [context, mode] = [contextKey("p", key), modeKey("p", key)];
const old = [{ question: "q1", answer: "a1", tokens: 4 }];
const added = { question: "q2", answer: "a2", tokens: 4 };

describe("the effects of", () => {
  it("a turn with memory: the context grows", () => {
    expect(store.effectsOfTurn(key, { mode: "multiTurn", turns: old }, added)).toEqual([
      { type: "set", key: context, value: writeStoredContext([...old, added]), ttlSeconds: 600 },
    ]);
  });

  it("a turn without memory: nothing is remembered, what there is lives on", () => {
    expect(store.effectsOfTurn(key, { mode: "singleTurn", turns: old }, added)).toEqual([
      { type: "expire", key: context, ttlSeconds: 600 },
    ]);
  });

  it.each(["multiTurn", "singleTurn"] as const)("a turn under a chosen %s: it is written again", (chosen) => {
    const session = { mode: chosen, chosenMode: chosen, turns: old };
    expect(store.effectsOfTurn(key, session, added)).toContainEqual({
      type: "set",
      key: mode,
      value: chosen,
      ttlSeconds: 600,
    });
  });

  it("a chosen mode", () => {
    expect(store.effectsOfMode(key, "multiTurn")).toEqual([
      { type: "set", key: mode, value: "multiTurn", ttlSeconds: 600 },
      { type: "expire", key: context, ttlSeconds: 600 },
    ]);
  });

  it("a reset", () => {
    expect(store.effectsOfReset(key)).toEqual([
      { type: "delete", key: mode },
      { type: "delete", key: context },
    ]);
  });
});

it.each([0, -1, 1.5, Number.NaN])("a session time of %s is refused", (ttlSeconds) => {
  expect(() => createSessionStore({ ...options, ttlSeconds })).toThrow(RangeError);
});
