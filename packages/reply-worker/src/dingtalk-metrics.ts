import type { BudgetKind, CallBudget } from "@dinglane/delivery";
import { Counter, Gauge, type Registry } from "prom-client";

const KINDS: readonly BudgetKind[] = ["api", "webhook"];

/** Counts calls to DingTalk; returns what hears of each. */
export function createCallMetrics(registry: Registry): (call: { api: string; outcome: string }) => void {
  const calls = new Counter({
    name: "dinglane_dingtalk_calls_total",
    help: "Calls to DingTalk by API and outcome: done, unknown, or what its refusal asks for.",
    labelNames: ["api", "outcome"],
    registers: [registry],
  });
  return ({ api, outcome }) => calls.inc({ api, outcome });
}

/** Shows what all processes have spent of the month's calls, and what may be spent (asked anew each time). */
export function showBudget(
  registry: Registry,
  budget: Pick<CallBudget, "standing">,
  budgets: Record<BudgetKind, number>,
): void {
  const limit: Gauge<"budget"> = new Gauge({
    name: "dinglane_dingtalk_budget",
    help: "Calls to DingTalk that the month's budget allows; 0: none is configured.",
    labelNames: ["budget"],
    registers: [registry],
    collect() {
      for (const kind of KINDS) limit.set({ budget: kind }, budgets[kind]);
    },
  });
  const spent: Gauge<"budget"> = new Gauge({
    name: "dinglane_dingtalk_budget_spent",
    help: "Calls to DingTalk that this month has cost so far, of all processes.",
    labelNames: ["budget"],
    registers: [registry],
    async collect() {
      // Without Redis the last figures stand: the rest of /metrics matters more then.
      const standing = await budget.standing().catch(() => undefined);
      if (standing === undefined) return;
      for (const kind of KINDS) spent.set({ budget: kind }, standing[kind].spent);
    },
  });
}
