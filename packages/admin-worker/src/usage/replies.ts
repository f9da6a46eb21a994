import type { BudgetKind, BudgetStanding } from "@dinglane/delivery";
import type { ModelPrice } from "@dinglane/runtime";
import type { ModelUsage, UsageReport } from "@dinglane/usage";
import { asCode } from "../as-code.ts";
import type { Balance, ProviderBalance } from "./ask-balance.ts";
import { costOf } from "./cost-of.ts";

/** What the operator says that models cost. */
export interface Pricing {
  byModel: Readonly<Record<string, ModelPrice>>;
  currency: string;
}

export interface UsageFacts {
  usage: UsageReport;
  budget: Record<BudgetKind, BudgetStanding>;
  /** Undefined: the provider does not offer it. */
  balance: ProviderBalance | undefined;
}

const count = new Intl.NumberFormat("en");
const CURRENCY_SIGNS: Readonly<Record<string, string>> = { CNY: "¥", USD: "$" };

const money = (amount: number): string => amount.toFixed(amount !== 0 && Math.abs(amount) < 1 ? 4 : 2);

const ofAll = (models: readonly ModelUsage[]): ModelUsage => {
  const sum = (field: Exclude<keyof ModelUsage, "model">): number =>
    models.reduce((total, usage) => total + usage[field], 0);
  return {
    model: "",
    requests: sum("requests"),
    promptTokens: sum("promptTokens"),
    completionTokens: sum("completionTokens"),
    uncounted: sum("uncounted"),
    pictures: sum("pictures"),
  };
};

function figures(usage: ModelUsage, cost: number | undefined, currency: string): string {
  const { requests, promptTokens, completionTokens, pictures } = usage;
  return [
    `${count.format(requests)} 次`,
    ...(promptTokens + completionTokens > 0
      ? [`输入 ${count.format(promptTokens)}、输出 ${count.format(completionTokens)} token`]
      : []),
    ...(pictures > 0 ? [`图片 ${count.format(pictures)} 张`] : []),
    ...(cost === undefined ? [] : [`${currency}${money(cost)}`]),
  ].join("，");
}

function period(name: string, models: readonly ModelUsage[], { byModel, currency }: Pricing): string[] {
  if (models.length === 0) return [`**${name}**：没有用量`, ""];
  const priced = models.map((usage) => {
    const price = Object.hasOwn(byModel, usage.model) ? byModel[usage.model] : undefined;
    return { usage, cost: costOf(usage, price) };
  });
  const costs = priced.flatMap(({ cost }) => (cost === undefined ? [] : [cost]));
  const total = costs.length === 0 ? undefined : costs.reduce((sum, cost) => sum + cost, 0);
  return [
    `**${name}**：${figures(ofAll(models), total, currency)}`,
    "",
    ...priced.map(({ usage, cost }) => `- ${asCode(usage.model)}：${figures(usage, cost, currency)}`),
    "",
  ];
}

/** What the figures leave out. */
function gaps({ month }: UsageReport, { byModel }: Pricing): string[] {
  const uncounted = ofAll(month).uncounted;
  const unpriced = month.filter((usage) => costOf(usage, byModel[usage.model]) === undefined);
  const names = unpriced.map(({ model }) => asCode(model)).join("、");
  return [
    ...(uncounted > 0
      ? [`本月有 ${count.format(uncounted)} 次回答，服务商没有给出 token 数，没有计入。`]
      : []),
    ...(unpriced.length > 0 ? [`${names} 没有配置价格（\`model_prices\`），没有计入金额。`] : []),
  ].flatMap((line) => [`> ${line}`, ""]);
}

const BUDGETS: Record<BudgetKind, string> = { api: "API", webhook: "Webhook 和 Stream" };

function calls(kind: BudgetKind, { spent, budget, level }: BudgetStanding): string {
  const of = budget === 0 ? "" : ` / ${count.format(budget)}`;
  const note = { fine: "", low: "（⚠️ 快用完了）", spent: "（⚠️ 已用完）" }[level];
  return `- ${BUDGETS[kind]}：${count.format(spent)}${of} 次${note}`;
}

function left(balance: Balance): string {
  if (balance === undefined) return "查不到";
  const sign = CURRENCY_SIGNS[balance.currency];
  return sign === undefined
    ? `${money(balance.amount)} ${balance.currency}`.trim()
    : `${sign}${money(balance.amount)}`;
}

function account({ balance }: UsageFacts): string[] {
  if (balance === undefined) return ["模型服务商没有提供查余额的接口，请到它的网站上看。"];
  const { provider, accounts } = balance;
  return accounts.map((each, index) =>
    accounts.length === 1
      ? `- ${provider}：${left(each)}`
      : `- ${provider}，第 ${index + 1} 个 key：${left(each)}`,
  );
}

/** What people read of what the bot has used. */
export const replies = {
  report: (facts: UsageFacts, pricing: Pricing): string =>
    [
      "### 用量",
      "",
      ...period("今天", facts.usage.today, pricing),
      ...period("昨天", facts.usage.yesterday, pricing),
      ...period("本月", facts.usage.month, pricing),
      ...gaps(facts.usage, pricing),
      "### 本月的钉钉调用",
      "",
      calls("api", facts.budget.api),
      calls("webhook", facts.budget.webhook),
      "",
      "### 模型账户余额",
      "",
      ...account(facts),
    ].join("\n"),
};
