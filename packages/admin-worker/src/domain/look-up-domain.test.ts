import type { LookUpDomain } from "@dinglane/jobs";
import { expect, test } from "vitest";
import { createFindDomain } from "./find-domain.ts";
import { createLookUpDomain } from "./look-up-domain.ts";
import type { AskRdap } from "./rdap-client.ts";
import type { AskWhois } from "./whois-client.ts";

const record = { registeredOn: "2001-02-03", expiresOn: "2026-12-01", registrar: "某`商" };

function lookUpWith(askRdap: AskRdap, askWhois: AskWhois = async () => "no_service") {
  const asked: string[] = [];
  const warnings: object[] = [];
  const lookUp = createLookUpDomain({
    findDomain: createFindDomain({
      async askRdap(domain, signal) {
        asked.push(domain);
        return askRdap(domain, signal);
      },
      askWhois,
    }),
    write: async (text) => ({ title: "", parts: [text] }),
    now: () => Date.parse("2026-11-20T08:00:00Z"),
    dayOf: (epochMs) => new Date(epochMs).toISOString().slice(0, 10),
    log: { warn: (fields) => void warnings.push(fields) },
  });
  return {
    asked,
    warnings,
    ask: async (domain: string): Promise<string> => {
      const attempt = { signal: new AbortController().signal, serialKey: "" };
      return (await lookUp({ domain } as LookUpDomain, attempt)).reply.parts.join("");
    },
  };
}

test("a record is told whole, for the name that is registered", async () => {
  const { ask, asked } = lookUpWith(async (domain) => (domain === "shop.com" ? record : "free"));
  expect(await ask("https://www2.Shop.com/a")).toBe(
    [
      "**域名 `shop.com`**",
      "",
      "- 注册时间：2001-02-03",
      "- 到期时间：2026-12-01（⚠️ 还剩 11 天）",
      "- 注册商：`某商`",
    ].join("\n"),
  );
  expect(asked).toEqual(["www2.shop.com", "shop.com"]);
});

test.each([
  [{ expiresOn: "2026-11-10" }, "2026-11-10（⚠️ 已过期 10 天）"],
  [{ expiresOn: "2027-11-20" }, "2027-11-20（还剩 365 天）"],
  [{}, "注册局没有公布"],
])("%j is told as %s", async (part, words) => {
  expect(await lookUpWith(async () => part).ask("shop.com")).toContain(`到期时间：${words}`);
});

test("where RDAP is missing or fails, whois is asked", async () => {
  expect(
    await lookUpWith(
      async () => "no_service",
      async () => record,
    ).ask("shop.cn"),
  ).toContain("2001-02-03");
  expect(
    await lookUpWith(
      () => Promise.reject(new Error("down")),
      async () => record,
    ).ask("shop.cn"),
  ).toContain("2001-02-03");
});

test.each<[string, AskRdap, AskWhois, RegExp]>([
  ["nobody has it", async () => "free", async () => "free", /^\*\*域名 `a\.shop\.com`\*\* 还没有人注册/],
  ["nobody answers for it", async () => "no_service", async () => "no_service", /没有公开的查询服务/],
  ["nothing usable comes back", async () => "no_service", async () => "unreadable", /请过几分钟再试/],
  [
    "nobody can be reached",
    () => Promise.reject(new Error("secret place")),
    async () => "no_service",
    /请过几分钟/,
  ],
])("says so where %s", async (_name, rdap, whois, words) => {
  const { ask, warnings } = lookUpWith(rdap, whois);
  const said = await ask("a.shop.com");
  expect(said).toMatch(words);
  expect(said).not.toContain("secret");
  expect(warnings).toHaveLength(/几分钟/.test(said) ? 1 : 0);
});

test("a name below one that could not be asked for is not called free", async () => {
  const { ask } = lookUpWith(
    async (domain) => (domain === "www2.shop.com" ? "free" : Promise.reject(new Error("down"))),
    () => Promise.reject(new Error("down")),
  );
  const said = await ask("www2.shop.com");
  expect(said).toContain("没有查到 `shop.com`");
  expect(said).not.toContain("还没有人注册");
});

test.each(["127.0.0.1", "localhost", "a b.com", "[::1]", "::1", "", "https://"])(
  "%j is no domain, and nobody is asked",
  async (text) => {
    const { ask, asked } = lookUpWith(async () => record);
    expect(await ask(text)).toBe("🤷 **抱歉**，这不是一个域名。请这样写：`#域名 example.com`");
    expect(asked).toEqual([]);
  },
);
