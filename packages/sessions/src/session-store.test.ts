import { describe, expect, it } from "vitest";
import { contextKey, modeKey } from "./keys.ts";
import { createSessionStore } from "./session-store.ts";
import { writeStoredContext } from "./stored-context.ts";

const unused = {
  multi: () => {
    throw new Error("effects are pure");
  },
} as unknown as Parameters<typeof createSessionStore>[0]["redis"];

const options = { redis: unused, prefix: "p", ttlSeconds: 600, defaultMode: "singleTurn" as const };
const store = createSessionStore(options);
const key = { robotKey: "r", conversationId: "c", user: "u" };
const [context, mode] = [contextKey("p", key), modeKey("p", key)];
const old = [{ question: "q1", answer: "a1" }];
const added = { question: "q2", answer: "a2" };

describe("the effects of", () => {
  it("a turn with memory: the context grows, the mode lives on", () => {
    const effects = store.effectsOfTurn(key, { mode: "multiTurn", turns: old }, added);
    expect(effects).toEqual([
      { type: "set", key: context, value: writeStoredContext([...old, added]), ttlSeconds: 600 },
      { type: "expire", key: mode, ttlSeconds: 600 },
    ]);
    expect(store.effectsOfTurn(key, { mode: "multiTurn", turns: old }, [added])).toEqual(effects);
  });

  it("a turn without memory: nothing is written, both live on", () => {
    expect(store.effectsOfTurn(key, { mode: "singleTurn", turns: old }, added)).toEqual([
      { type: "expire", key: context, ttlSeconds: 600 },
      { type: "expire", key: mode, ttlSeconds: 600 },
    ]);
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
