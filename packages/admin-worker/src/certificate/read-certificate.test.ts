import { once } from "node:events";
import { createServer as createTcpServer, type AddressInfo, type Server } from "node:net";
import { createServer } from "node:tls";
import { fixedLookup } from "@dinglane/guarded-fetch";
import { expect, test } from "vitest";
import { judgeCertificate } from "./judge-certificate.ts";
import { readCertificate } from "./read-certificate.ts";
import { testCertificates } from "./test-certificates.ts";

const NOW_MS = Date.parse("2026-11-20T00:00:00Z");
const dayOf = (epochMs: number): string => new Date(epochMs).toISOString().slice(0, 10);
const loopback = fixedLookup([{ address: "127.0.0.1", family: 4 }]);
const patience = (): AbortSignal => AbortSignal.timeout(20_000);

async function listening(server: Server): Promise<AsyncDisposable & { port: number }> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      await new Promise((closed) => server.close(closed));
    },
  };
}

const serve = (cert: string): ReturnType<typeof listening> =>
  listening(createServer({ key: testCertificates.key, cert }).on("tlsClientError", () => undefined));

test("a good certificate, read from the address that was checked and asked for by name", async () => {
  await using server = await serve(testCertificates.good);
  const host = "shop.example";
  const shown = await readCertificate(
    { host, port: server.port, lookup: loopback, ca: testCertificates.root },
    patience(),
  );
  expect(judgeCertificate(shown, NOW_MS, dayOf)).toEqual({
    faults: [],
    daysLeft: 34_009,
    validFrom: "2020-01-01",
    validTo: "2120-01-01",
    issuer: "Dinglane Tests / Dinglane test root",
    subject: "Sample / shop.example",
    names: ["shop.example", "www.shop.example"],
    protocol: "TLSv1.3",
  });
});

test.each([
  ["good", "shop.example", ["unknown_issuer"]],
  ["good", "127.0.0.1", ["unknown_issuer", "other_name"]],
  ["expired", "old.example", ["expired", "self_signed"]],
  ["expired", "other.example", ["expired", "self_signed", "other_name"]],
] as const)("what is wrong with a certificate is told: %s for %s", async (name, host, faults) => {
  await using server = await serve(testCertificates[name]);
  const shown = await readCertificate({ host, port: server.port, lookup: loopback }, patience());
  expect(judgeCertificate(shown, NOW_MS, dayOf).faults).toEqual(faults);
});

test("a certificate whose days have not begun", async () => {
  await using server = await serve(testCertificates.expired);
  const shown = await readCertificate(
    { host: "old.example", port: server.port, lookup: loopback },
    patience(),
  );
  const judged = judgeCertificate(shown, Date.parse("2019-12-31T00:00:00Z"), dayOf);
  expect(judged).toMatchObject({ faults: ["not_yet_valid", "self_signed"], daysLeft: 367 });
});

test("a server that speaks no TLS, or nothing at all, is an error", async () => {
  await using plain = await listening(
    createTcpServer((socket) =>
      socket
        .on("error", () => undefined)
        .resume()
        .end("HTTP/1.1 400 Bad Request\r\n\r\n"),
    ),
  );
  await expect(
    readCertificate({ host: "a.example", port: plain.port, lookup: loopback }, patience()),
  ).rejects.toMatchObject({ code: "ERR_SSL_WRONG_VERSION_NUMBER" });
  await using silent = await listening(
    createTcpServer((socket) => socket.on("error", () => undefined).resume()),
  );
  await expect(
    readCertificate({ host: "a.example", port: silent.port, lookup: loopback }, AbortSignal.timeout(50)),
  ).rejects.toThrow(/timeout/);
});
