import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { ProcessEnd } from "@dinglane/local-redis";
import { describe, expect, it } from "vitest";
import { waitUntilUp } from "./wait-until-up.ts";

const noStop = new AbortController().signal;
const alive = new Promise<ProcessEnd>(() => undefined);
const dead: ProcessEnd = { exitCode: 1, signal: null };

async function openAnswerer(status: () => number): Promise<AsyncDisposable & { url: string }> {
  const server = createServer((_request, response) => response.writeHead(status()).end()).listen(
    0,
    "127.0.0.1",
  );
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/healthz`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

describe("waitUntilUp", () => {
  it("waits for a 2xx", async () => {
    let asked = 0;
    await using answerer = await openAnswerer(() => (++asked < 3 ? 503 : 200));
    await waitUntilUp({ name: "ingress", url: answerer.url, ended: alive }, noStop);
    expect(asked).toBe(3);
  });

  it("is not taken in by another's answer once the process has ended", async () => {
    await using answerer = await openAnswerer(() => 200);
    const waiting = waitUntilUp({ name: "ingress", url: answerer.url, ended: Promise.resolve(dead) }, noStop);
    await expect(waiting).rejects.toMatchObject({
      code: "not_up",
      message: "ingress ended while it was starting (exit code 1).",
    });
  });

  it("rejects as soon as the process ends", async () => {
    const { promise: ended, resolve } = Promise.withResolvers<ProcessEnd>();
    await using answerer = await openAnswerer(() => {
      resolve(dead);
      return 503;
    });
    await expect(waitUntilUp({ name: "ingress", url: answerer.url, ended }, noStop)).rejects.toMatchObject({
      code: "not_up",
    });
  });

  it("gives the stop as the reason where both came", async () => {
    const stopping = AbortSignal.abort(new Error("stop"));
    const service = { name: "ingress", url: "http://127.0.0.1:9", ended: Promise.resolve(dead) };
    await expect(waitUntilUp(service, stopping)).rejects.toThrow("stop");
  });
});
