import type { ProcessEnd } from "@dinglane/local-redis";
import { expect, it } from "vitest";
import type { ServiceName } from "./services-to-start.ts";
import { waitForServices } from "./wait-for-services.ts";

const noStop = new AbortController().signal;
const nowhere = "http://127.0.0.1:9/";
const endedAtOnce = (name: ServiceName) => {
  const ended: Promise<ProcessEnd> = Promise.resolve({ exitCode: 1, signal: null });
  return { name, aliveUrl: nowhere, readyUrl: nowhere, ended };
};

it("goes on without a dashboard that ends, and says so once", async () => {
  const said: string[] = [];
  const notUp = await waitForServices([endedAtOnce("dashboard")], noStop, (line) => said.push(line));
  expect([...notUp]).toEqual(["dashboard"]);
  expect(said).toEqual([
    "dashboard ended while it was starting (exit code 1). Dinglane does not wait for it.",
  ]);
});

it("does not go on without ingress", async () => {
  const waiting = waitForServices([endedAtOnce("ingress")], noStop, () => undefined);
  await expect(waiting).rejects.toMatchObject({ code: "not_up" });
});
