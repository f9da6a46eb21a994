import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { createCallMetrics, showBudget } from "./dingtalk-metrics.ts";

const standing = async () => ({
  api: { spent: 12, budget: 5000, level: "fine" as const },
  webhook: { spent: 3000, budget: 3000, level: "spent" as const },
});

test("calls are counted by API and outcome; the month's count is what all processes spent", async () => {
  const registry = new Registry();
  const onCall = createCallMetrics(registry);
  onCall({ api: "group-send", outcome: "done" });
  showBudget(registry, { standing }, { api: 5000, webhook: 3000 });
  const text = await registry.metrics();
  expect(text).toContain('dinglane_dingtalk_calls_total{api="group-send",outcome="done"} 1');
  expect(text).toContain('dinglane_dingtalk_budget_spent{budget="api"} 12');
  expect(text).toContain('dinglane_dingtalk_budget{budget="webhook"} 3000');
});

test("a Redis that is away takes nothing else off /metrics", async () => {
  const registry = new Registry();
  createCallMetrics(registry)({ api: "group-send", outcome: "done" });
  showBudget(registry, { standing: () => Promise.reject(new Error("away")) }, { api: 1, webhook: 1 });
  expect(await registry.metrics()).toContain("dinglane_dingtalk_calls_total");
});
