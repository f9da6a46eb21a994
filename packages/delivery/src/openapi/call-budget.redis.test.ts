import { openTestRedis } from "@dinglane/test-redis";
import { expect, test } from "vitest";
import type { Trouble } from "../notices/notice.ts";
import { createCallBudget } from "./call-budget.ts";

const prefix = "dinglane:{0}";

async function open(budgets = { api: 10, webhook: 0 }) {
  const database = await openTestRedis();
  const clock = { now: Date.parse("2026-11-30T15:59:59Z") };
  const warnings: string[] = [];
  const notices: Trouble[] = [];
  const budget = createCallBudget({
    redis: database.redis,
    prefix,
    budgets,
    timeZone: "Asia/Shanghai",
    now: () => clock.now,
    log: { warn: (_fields, message) => void warnings.push(message) },
    postNotice: async (trouble) => void notices.push(trouble),
  });
  return {
    redis: database.redis,
    clock,
    budget,
    warnings,
    notices,
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

test("calls are counted by local month, warned of at 80 % and at the end once each, and never stopped", async () => {
  await using opened = await open();
  const { budget, warnings } = opened;
  await Promise.all(Array.from({ length: 7 }, () => budget.spend("api")));
  expect(await budget.standing()).toEqual({
    api: { spent: 7, budget: 10, level: "fine" },
    webhook: { spent: 0, budget: 0, level: "fine" },
  });
  await Promise.all(Array.from({ length: 2 }, () => budget.spend("api")));
  expect((await budget.standing()).api.level).toBe("low");
  await Promise.all(Array.from({ length: 5 }, () => budget.spend("api")));
  expect((await budget.standing()).api).toEqual({ spent: 14, budget: 10, level: "spent" });
  expect(warnings).toEqual([expect.stringContaining("80 %"), expect.stringContaining("all")]);
  expect(opened.notices).toEqual([
    { kind: "budget_low", budget: "api", spent: 8, of: 10 },
    { kind: "budget_spent", budget: "api", spent: 10, of: 10 },
  ]);

  // Midnight of the first of December in Shanghai.
  opened.clock.now += 1_000;
  expect((await budget.standing()).api).toEqual({ spent: 0, budget: 10, level: "fine" });
});

test("a budget of 0 is none; what DingTalk itself says is spent is spent, and told once", async () => {
  await using opened = await open();
  const { budget, warnings } = opened;
  for (let n = 0; n < 20; n++) await budget.spend("webhook");
  expect((await budget.standing()).webhook).toEqual({ spent: 20, budget: 0, level: "fine" });
  await budget.refused("webhook");
  await budget.refused("webhook");
  expect((await budget.standing()).webhook.level).toBe("spent");
  expect(warnings).toHaveLength(1);
});

test("what cannot be counted is told and hurts nobody", async () => {
  await using opened = await open();
  await opened.redis.set(`${prefix}:spent:2026-11`, "no hash");
  await opened.budget.spend("api");
  expect(opened.warnings).toEqual(["a DingTalk call is not counted"]);
});
