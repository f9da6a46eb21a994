import type { ReportUsage } from "@dinglane/jobs";
import type { ModelUsage, UsageReport } from "@dinglane/usage";
import { expect, test } from "vitest";
import type { ProviderBalance } from "./ask-balance.ts";
import { createReportUsage } from "./report-usage.ts";

const usageOf = (model: string, figures: Partial<ModelUsage>): ModelUsage => ({
  model,
  requests: 0,
  promptTokens: 0,
  completionTokens: 0,
  uncounted: 0,
  pictures: 0,
  ...figures,
});
const pricing = {
  currency: "¥",
  byModel: {
    "gpt-4o": { perMillionPrompt: 2.5, perMillionCompletion: 10 },
    painter: { perPicture: 0.04 },
  },
};
const standing = {
  api: { spent: 4_100, budget: 5_000, level: "low" as const },
  webhook: { spent: 12, budget: 0, level: "fine" as const },
};

async function report(usage: UsageReport, balance?: ProviderBalance, prices = pricing): Promise<string> {
  const reportUsage = createReportUsage({
    readUsage: async () => usage,
    budget: { standing: async () => standing },
    askBalance: async () => balance,
    pricing: prices,
    write: async (text) => ({ title: "", parts: [text] }),
  });
  const attempt = { signal: new AbortController().signal, serialKey: "" };
  return (await reportUsage({} as ReportUsage, attempt)).reply.parts.join("");
}

test("everything is told: days, month, models, money, calls, balance, and what is left out", async () => {
  const answers = usageOf("gpt-4o", { requests: 3, promptTokens: 1_200_000, completionTokens: 34_000 });
  const pictures = usageOf("painter", { requests: 2, pictures: 2 });
  const other = usageOf("free`model", { requests: 1, uncounted: 1 });
  const said = await report(
    { today: [answers, pictures], yesterday: [], month: [answers, pictures, other] },
    { provider: "DeepSeek", accounts: [{ amount: 110, currency: "CNY" }, undefined] },
  );
  expect(said).toBe(
    [
      "### 用量",
      "",
      "**今天**：5 次，输入 1,200,000、输出 34,000 token，图片 2 张，¥3.42",
      "",
      "- `gpt-4o`：3 次，输入 1,200,000、输出 34,000 token，¥3.34",
      "- `painter`：2 次，图片 2 张，¥0.0800",
      "",
      "**昨天**：没有用量",
      "",
      "**本月**：6 次，输入 1,200,000、输出 34,000 token，图片 2 张，¥3.42",
      "",
      "- `gpt-4o`：3 次，输入 1,200,000、输出 34,000 token，¥3.34",
      "- `painter`：2 次，图片 2 张，¥0.0800",
      "- `freemodel`：1 次",
      "",
      "> 本月有 1 次回答，服务商没有给出 token 数，没有计入。",
      "",
      "> `freemodel` 没有配置价格（`model_prices`），没有计入金额。",
      "",
      "### 本月的钉钉调用",
      "",
      "- API：4,100 / 5,000 次（⚠️ 快用完了）",
      "- Webhook 和 Stream：12 次",
      "",
      "### 模型账户余额",
      "",
      "- DeepSeek，第 1 个 key：¥110.00",
      "- DeepSeek，第 2 个 key：查不到",
    ].join("\n"),
  );
});

test("without prices no money is told, and a provider without the call is named so", async () => {
  const constructor = usageOf("constructor", { requests: 1, promptTokens: 1, completionTokens: 1 });
  const said = await report({ today: [], yesterday: [], month: [constructor] }, undefined, {
    currency: "¥",
    byModel: {} as typeof pricing.byModel,
  });
  expect(said).not.toContain("¥");
  expect(said).toContain("没有提供查余额的接口");
});
