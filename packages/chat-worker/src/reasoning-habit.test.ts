import { expect, test } from "vitest";
import { createReasoningHabit } from "./reasoning-habit.ts";

test("texts that only grow are meant for people", () => {
  const isMeant = createReasoningHabit().follow();
  expect(["一", "一二"].map(isMeant)).toEqual([true, true]);
});

test("a model that was heard thinking aloud is believed after its text has started anew, from then on", () => {
  const habit = createReasoningHabit();
  expect(["想", "想想", "答"].map(habit.follow())).toEqual([true, true, true]);
  expect(["想", "想想", "答", "答案"].map(habit.follow())).toEqual([false, false, true, true]);
});
