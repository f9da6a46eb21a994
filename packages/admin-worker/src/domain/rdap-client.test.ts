import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { createRdapClient } from "./rdap-client.ts";

const dayOf = (epochMs: number): string => new Date(epochMs).toISOString().slice(0, 10);
const signal = AbortSignal.timeout(60_000);

const RECORD = {
  objectClassName: "domain",
  ldhName: "shop.test",
  events: [
    { eventAction: "registration", eventDate: "2001-02-03T04:05:06Z" },
    { eventAction: "expiration", eventDate: "2027-02-03T04:05:06Z" },
    { eventAction: "last changed", eventDate: "2026-02-03T04:05:06Z" },
  ],
  entities: [
    { objectClassName: "entity", roles: ["registrant"], vcardArray: ["vcard", [["fn", {}, "text", "某人"]]] },
    {
      objectClassName: "entity",
      roles: ["registrar"],
      handle: "292",
      vcardArray: [
        "vcard",
        [
          ["version", {}, "text", "4.0"],
          ["fn", {}, "text", "Sample Registrar"],
        ],
      ],
    },
  ],
};

/** One server for IANA's list and for a registry. */
async function openRegistry(answers: Record<string, { status?: number; body: string }>) {
  const asked: string[] = [];
  let url = "";
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    asked.push(path);
    const list = {
      services: [
        [["test"], ["http://not-https.test/", `${url}/rdap/`]],
        [["bad"], [url]],
      ],
    };
    const { status = 200, body } =
      path === "/dns.json" ? { body: JSON.stringify(list) } : (answers[path] ?? { status: 404, body: "{}" });
    response.writeHead(status, { "content-type": "application/rdap+json" }).end(body);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    asked,
    url,
    async [Symbol.asyncDispose]() {
      await new Promise((closed) => server.close(closed));
    },
  };
}

test("a domain is looked up where IANA says, whose list is fetched once a day", async () => {
  await using registry = await openRegistry({ "/rdap/domain/shop.test": { body: JSON.stringify(RECORD) } });
  let nowMs = 0;
  const ask = createRdapClient({
    now: () => nowMs,
    dayOf,
    bootstrapUrl: `${registry.url}/dns.json`,
    trustedUrls: [registry.url],
  });
  expect(await ask("shop.test", signal)).toEqual({
    registeredOn: "2001-02-03",
    expiresOn: "2027-02-03",
    registrar: "Sample Registrar",
  });
  expect(await ask("free.test", signal)).toBe("free");
  expect(await ask("shop.cn", signal)).toBe("no_service");
  expect(registry.asked.filter((path) => path === "/dns.json")).toHaveLength(1);
  nowMs = 25 * 3_600_000;
  await ask("free.test", signal);
  expect(registry.asked.filter((path) => path === "/dns.json")).toHaveLength(2);
});

test("what is no answer is an error, and what is not told is left out", async () => {
  await using registry = await openRegistry({
    "/rdap/domain/odd.test": { body: '{"objectClassName":"entity"}' },
    "/rdap/domain/page.test": { body: "<html>" },
    "/rdap/domain/busy.test": { status: 429, body: "" },
    "/rdap/domain/large.test": { body: " ".repeat(1_100_000) },
    "/rdap/domain/bare.test": {
      body: '{"objectClassName":"domain","events":"?","entities":[{"roles":["registrar"]}]}',
    },
  });
  const bootstrapUrl = `${registry.url}/dns.json`;
  const ask = createRdapClient({ now: () => 0, dayOf, bootstrapUrl, trustedUrls: [registry.url] });
  const nameOfError = async (domain: string): Promise<unknown> =>
    ask(domain, signal).catch((error: unknown) => (error as Error).name);
  expect(await nameOfError("odd.test")).toBe("ZodError");
  expect(await nameOfError("page.test")).toBe("SyntaxError");
  expect(await nameOfError("busy.test")).toBe("GuardError");
  expect(await nameOfError("large.test")).toBe("GuardError");
  expect(await ask("bare.test", signal)).toEqual({});
});

test("a server that is not public is not asked", async () => {
  await using registry = await openRegistry({});
  const ask = createRdapClient({ now: () => 0, dayOf, bootstrapUrl: `${registry.url}/dns.json` });
  await expect(ask("shop.test", signal)).rejects.toMatchObject({ code: "private_address" });
});
