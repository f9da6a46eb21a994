import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { fixedLookup } from "@dinglane/guarded-fetch";
import { expect, test } from "vitest";
import { exchangeText } from "./exchange-text.ts";
import { createPublicExchange, createWhoisClient } from "./whois-client.ts";

const patience = (): AbortSignal => AbortSignal.timeout(60_000);

test("IANA is asked once where a top level domain is answered for, and that server in its own words", async () => {
  const lines: string[] = [];
  const ask = createWhoisClient(async (host, line) => {
    lines.push(`${host} ${line}`);
    if (host === "whois.iana.org") return line === "de" ? "whois:        whois.denic.de\n" : "domain: ZZ\n";
    return line.includes("none") ? "No match\n" : "Creation Date: 2001-01-02\n";
  });
  expect(await ask("shop.de", patience())).toEqual({ registeredOn: "2001-01-02" });
  expect(await ask("none.de", patience())).toBe("free");
  expect(await ask("shop.zz", patience())).toBe("no_service");
  expect(lines).toEqual([
    "whois.iana.org de",
    "whois.denic.de -T dn,ace shop.de",
    "whois.denic.de -T dn,ace none.de",
    "whois.iana.org zz",
  ]);
});

test("a whois server on a private address is not connected to", async () => {
  const exchange = createPublicExchange(async () => [{ address: "127.0.0.1", family: 4 }]);
  await expect(exchange("whois.nic.test", "x", patience())).rejects.toMatchObject({
    code: "private_address",
  });
});

test("a look-up that does not end is left when the step's time is over", async () => {
  const exchange = createPublicExchange(() => new Promise(() => {}));
  await expect(exchange("whois.nic.test", "x", AbortSignal.timeout(20))).rejects.toMatchObject({
    name: "TimeoutError",
  });
});

async function openServer(onSocket: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on("error", () => undefined));
    onSocket(socket);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    host: "whois.test",
    port: (server.address() as AddressInfo).port,
    lookup: fixedLookup([{ address: "127.0.0.1", family: 4 }]),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

test("a line goes out, and all comes back until the server hangs up", async () => {
  await using server = await openServer((socket) => {
    socket.once("data", (line) => {
      socket.write(`you said ${line.toString()}`);
      socket.end("注册商");
    });
  });
  const limits = { maxBytes: 1_000, signal: patience() };
  expect(await exchangeText(server, "shop.test", limits)).toBe("you said shop.test\r\n注册商");
});

test("an endless answer is cut, a silent server is left", async () => {
  await using endless = await openServer((socket) => {
    const more = (error?: Error | null): void => {
      if (!error && !socket.destroyed) socket.write("x".repeat(10_000), more);
    };
    more();
  });
  expect(await exchangeText(endless, "a", { maxBytes: 5_000, signal: patience() })).toHaveLength(5_000);
  await using silent = await openServer(() => undefined);
  const signal = AbortSignal.timeout(50);
  await expect(exchangeText(silent, "a", { maxBytes: 5_000, signal })).rejects.toThrow(/timeout/);
});
