import { expect, test } from "vitest";
import { createAskBalance } from "./ask-balance.ts";

function askWith(
  baseUrl: string,
  answer: (url: string, key: string) => Response | Error,
  model: { apiKeys?: string[]; azure?: object } = {},
) {
  const asked: string[] = [];
  const warnings: string[] = [];
  const ask = createAskBalance({
    model: { baseUrl, apiKeys: ["sk-one"], ...model },
    fetch: async (url, init) => {
      const key = new Headers(init.headers).get("authorization") ?? "";
      asked.push(`${url.href} ${key}`);
      const said = answer(url.href, key);
      if (said instanceof Error) throw said;
      return said;
    },
    log: { warn: (fields) => void warnings.push(JSON.stringify(fields)) },
  });
  return { asked, warnings, ask: async () => ask(new AbortController().signal) };
}

test.each([
  [
    "https://api.deepseek.com",
    "https://api.deepseek.com/user/balance",
    { is_available: true, balance_infos: [{ currency: "CNY", total_balance: "110.50" }] },
    { provider: "DeepSeek", accounts: [{ amount: 110.5, currency: "CNY" }] },
  ],
  [
    "https://api.moonshot.cn/v1",
    "https://api.moonshot.cn/v1/users/me/balance",
    { code: 0, data: { available_balance: 49.5 } },
    { provider: "Moonshot", accounts: [{ amount: 49.5, currency: "CNY" }] },
  ],
  [
    "https://api.siliconflow.cn/v1",
    "https://api.siliconflow.cn/v1/user/info",
    { code: 20_000, data: { totalBalance: "88.88" } },
    { provider: "SiliconFlow", accounts: [{ amount: 88.88, currency: "CNY" }] },
  ],
  [
    "https://openrouter.ai/api/v1",
    "https://openrouter.ai/api/v1/credits",
    { data: { total_credits: 100.5, total_usage: 25.5 } },
    { provider: "OpenRouter", accounts: [{ amount: 75, currency: "USD" }] },
  ],
])("%s is asked where it documents it", async (baseUrl, url, answer, expected) => {
  const { ask, asked } = askWith(baseUrl, () => Response.json(answer));
  expect(asked).toEqual([]);
  expect(await ask()).toEqual(expected);
  expect(asked).toEqual([`${url} Bearer sk-one`]);
});

test.each(["", "https://api.openai.com", "https://api.deepseek.com.evil.example", "not a url"])(
  "%j offers none, and gets no key",
  async (baseUrl) => {
    const { ask, asked } = askWith(baseUrl, () => Response.json({}));
    expect(await ask()).toBeUndefined();
    expect(asked).toEqual([]);
  },
);

test("on Azure, base_url is not where the account is", async () => {
  const { ask, asked } = askWith("https://api.deepseek.com", () => Response.json({}), { azure: {} });
  expect(await ask()).toBeUndefined();
  expect(asked).toEqual([]);
});

test("what fails is not known, account by account, and says no key in the log", async () => {
  const { ask, warnings } = askWith(
    "https://api.deepseek.com/v1",
    (_url, key) => {
      if (key.endsWith("one")) return new Response("no", { status: 401 });
      if (key.endsWith("two")) return new Error("unreachable");
      return Response.json({ balance_infos: [{ currency: "CNY", total_balance: "much" }] });
    },
    { apiKeys: ["sk-one", "sk-two", "sk-three"] },
  );
  expect(await ask()).toEqual({ provider: "DeepSeek", accounts: [undefined, undefined, undefined] });
  expect(warnings).toHaveLength(3);
  expect(warnings.join()).not.toContain("sk-");
});
