import type { InspectCertificate } from "@dinglane/jobs";
import { expect, test } from "vitest";
import { createInspectCertificate } from "./inspect-certificate.ts";
import type { readCertificate, ShownCertificate } from "./read-certificate.ts";

const NOT_PUBLIC = "🤷 **抱歉**，这个地址查不了：只能查公网上的网站。请检查有没有写错。";

const shown = {
  peer: {
    subject: { CN: "shop.example" },
    issuer: { O: "签发`机构" },
    valid_from: "Jan  1 00:00:00 2026 GMT",
    valid_to: "Jan  1 00:00:00 2027 GMT",
    subjectaltname: Array.from({ length: 8 }, (_, n) => `DNS:n${n}.example`).join(", "),
  },
  isForHost: true,
  chainFault: undefined,
  protocol: "TLSv1.3",
} as unknown as ShownCertificate;

function inspectWith(addresses: string[] | Error, read: typeof readCertificate = async () => shown) {
  const connections: { host: string; port: number; to: unknown }[] = [];
  const inspect = createInspectCertificate({
    async read(server, signal) {
      const to = await new Promise((done) =>
        server.lookup(server.host, { all: true }, (_error, found) => done(found)),
      );
      connections.push({ host: server.host, port: server.port, to });
      return read(server, signal);
    },
    async resolve() {
      if (addresses instanceof Error) throw addresses;
      return addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    },
    write: async (text) => ({ title: "", parts: [text] }),
    now: () => Date.parse("2026-11-20T08:00:00Z"),
    dayOf: (epochMs) => new Date(epochMs).toISOString().slice(0, 10),
    log: { info: () => undefined },
  });
  return {
    connections,
    ask: async (host: string): Promise<string> => {
      const attempt = { signal: new AbortController().signal, serialKey: "" };
      const { reply } = await inspect({ host } as InspectCertificate, attempt);
      return reply.parts.join("");
    },
  };
}

test("a certificate is told whole, in words that cannot break out of themselves", async () => {
  const { ask, connections } = inspectWith(["93.184.216.34"]);
  expect(await ask("https://Shop.example:8443/cart")).toBe(
    [
      "**`shop.example:8443` 的证书**",
      "",
      "- 状态：✅ 有效；还剩 41 天",
      "- 有效期：2026-01-01 至 2027-01-01",
      "- 颁发者：`签发机构`",
      "- 颁发给：`shop.example`",
      "- 可用于：`n0.example`、`n1.example`、`n2.example`、`n3.example`、`n4.example`、`n5.example` 等 8 个",
      "- 协议：`TLSv1.3`",
    ].join("\n"),
  );
  expect(connections).toEqual([
    { host: "shop.example", port: 8443, to: [{ address: "93.184.216.34", family: 4 }] },
  ]);
});

test.each([
  ["127.0.0.1", []],
  ["0x7f000001", []],
  ["10.1.2.3", []],
  ["169.254.169.254", []],
  ["100.64.0.1", []],
  ["224.0.0.1", []],
  ["[::1]", []],
  ["[fd00::1]", []],
  ["[::ffff:192.168.0.1]", []],
  ["localhost", []],
  ["intranet", []],
  ["looks-public.example", ["10.0.0.5"]],
  ["looks-public.example:8443", ["127.0.0.1", "::1"]],
  ["looks-public.example:22", ["127.0.0.1"]],
])("%s (%j) is refused, the same for all, without a connection", async (host, addresses) => {
  const { ask, connections } = inspectWith(addresses);
  expect(await ask(host)).toBe(NOT_PUBLIC);
  expect(connections).toEqual([]);
});

test("a name that is not there reads like one of the inside", async () => {
  expect(await inspectWith(new Error("ENOTFOUND")).ask("nothing.example")).toBe(NOT_PUBLIC);
});

test("of several addresses only the public ones are connected to", async () => {
  const { ask, connections } = inspectWith(["192.168.1.1", "93.184.216.34"]);
  await ask("mixed.example");
  expect(connections[0]?.to).toEqual([{ address: "93.184.216.34", family: 4 }]);
});

test.each([
  ["shop.example:22", /443 和 8443/],
  ["不是 网址", /不是一个网址/],
  ["a:b:c", /不是一个网址/],
])("%j is explained", async (host, words) => {
  const { ask, connections } = inspectWith(["93.184.216.34"]);
  expect(await ask(host)).toMatch(words);
  expect(connections).toEqual([]);
});

test("a server that shows nothing is told of without its error", async () => {
  const { ask } = inspectWith(["93.184.216.34"], () =>
    Promise.reject(new Error("connect ECONNREFUSED 93.184.216.34:443")),
  );
  expect(await ask("shut.example")).toBe(
    "🤷 **抱歉**，没有拿到 `shut.example` 的证书：连不上，或者它没有用 HTTPS。请过一会儿再试。",
  );
});
