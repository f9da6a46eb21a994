import { z } from "zod";

/** What is left on one account of a provider; `undefined` where it could not be learnt. */
export type Balance = { amount: number; currency: string } | undefined;

export interface ProviderBalance {
  provider: string;
  /** One for each key of `api_key`, in that order. */
  accounts: Balance[];
}

/** Undefined where the provider offers no such call. Never throws. */
export type AskBalance = (signal: AbortSignal) => Promise<ProviderBalance | undefined>;

interface Provider {
  name: string;
  path: string;
  read: (answer: unknown) => NonNullable<Balance>;
}

const TIMEOUT_MS = 5_000;
/** More accounts than these are not asked. */
const MAX_KEYS = 5;

/** A number, also where it is written as text, with point and sign as JSON has them. */
const amount = z.union([z.number(), z.string().regex(/^-?\d+(?:\.\d+)?$/)]).pipe(z.coerce.number());

/** https://api-docs.deepseek.com/zh-cn/api/get-user-balance */
const deepseek = z.object({
  balance_infos: z.array(z.object({ currency: z.string(), total_balance: amount })).min(1),
});
/** https://platform.moonshot.cn/docs/api/balance */
const moonshot = z.object({ data: z.object({ available_balance: amount }) });
/** https://docs.siliconflow.cn/cn/api-reference/userinfo/get-user-info */
const siliconflow = z.object({ data: z.object({ totalBalance: amount }) });
/** https://openrouter.ai/docs/api/api-reference/credits/get-credits; it takes management keys only. */
const openrouter = z.object({ data: z.object({ total_credits: amount, total_usage: amount }) });

const ofMoonshot = (currency: string): Provider => ({
  name: "Moonshot",
  path: "/v1/users/me/balance",
  read: (answer) => ({ amount: moonshot.parse(answer).data.available_balance, currency }),
});

/** Providers that document a call for it, by the host of `base_url`. OpenAI has ended its own. */
const PROVIDERS: Readonly<Record<string, Provider>> = {
  "api.deepseek.com": {
    name: "DeepSeek",
    path: "/user/balance",
    read(answer) {
      const [first] = deepseek.parse(answer).balance_infos;
      return { amount: first?.total_balance ?? 0, currency: first?.currency ?? "" };
    },
  },
  "api.moonshot.cn": ofMoonshot("CNY"),
  "api.moonshot.ai": ofMoonshot("USD"),
  "api.siliconflow.cn": {
    name: "SiliconFlow",
    path: "/v1/user/info",
    read: (answer) => ({ amount: siliconflow.parse(answer).data.totalBalance, currency: "CNY" }),
  },
  "openrouter.ai": {
    name: "OpenRouter",
    path: "/api/v1/credits",
    read(answer) {
      const { data } = openrouter.parse(answer);
      return { amount: data.total_credits - data.total_usage, currency: "USD" };
    },
  },
};

/** Creates the question to the model's provider; asked when somebody wants to know, never before. */
export function createAskBalance(options: {
  model: { baseUrl: string; apiKeys: readonly string[]; azure?: unknown };
  fetch: (url: URL, init: RequestInit) => Promise<Response>;
  log: { warn(fields: object, message: string): void };
}): AskBalance {
  const { model, fetch, log } = options;
  const base = model.azure === undefined ? URL.parse(model.baseUrl) : null;
  const provider = base === null ? undefined : PROVIDERS[base.hostname];

  async function ask({ name, path, read }: Provider, key: string, signal: AbortSignal): Promise<Balance> {
    try {
      const response = await fetch(new URL(path, base?.origin), {
        headers: { authorization: `Bearer ${key}`, accept: "application/json" },
        redirect: "error",
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      if (!response.ok) {
        await response.body?.cancel();
        log.warn(
          { provider: name, status: response.status },
          "the model's provider did not tell its balance",
        );
        return undefined;
      }
      return read(await response.json());
    } catch (err) {
      log.warn({ provider: name, err }, "the model's provider did not tell its balance");
      return undefined;
    }
  }

  return async (signal) => {
    if (provider === undefined || model.apiKeys.length === 0) return undefined;
    const keys = model.apiKeys.slice(0, MAX_KEYS);
    return {
      provider: provider.name,
      accounts: await Promise.all(keys.map(async (key) => ask(provider, key, signal))),
    };
  };
}
