import { pino } from "pino";
import { expect, it } from "vitest";
import { createShutdownStack } from "./create-shutdown-stack.ts";

function open(): {
  stack: ReturnType<typeof createShutdownStack>;
  lines: Record<string, unknown>[];
  order: string[];
} {
  const lines: Record<string, unknown>[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) });
  return { stack: createShutdownStack(log), lines, order: [] };
}

it("releases one after another, the last registered first and the last ones last", async () => {
  const { stack, order } = open();
  const release = (name: string) => async () => {
    await Promise.resolve();
    order.push(name);
  };
  stack.pushLast("probes", release("probes"));
  stack.push("redis", release("redis"));
  stack.push("worker", release("worker"));
  expect(await stack.releaseAll(1000)).toBe(true);
  expect(order).toEqual(["worker", "redis", "probes"]);
});

it("goes on after a release that fails, and says so", async () => {
  const { stack, order, lines } = open();
  stack.push("redis", async () => void order.push("redis"));
  stack.push("rejects", () => Promise.reject(new Error("no")));
  stack.push("throws", () => {
    throw new Error("no");
  });
  expect(await stack.releaseAll(1000)).toBe(false);
  expect(order).toEqual(["redis"]);
  expect(lines.map((line) => line["release"])).toEqual(["throws", "rejects"]);
});

it("stops waiting at the bound and names what hangs and what was never reached", async () => {
  const { stack, order, lines } = open();
  stack.push("redis", async () => void order.push("redis"));
  stack.push("stuck", () => new Promise(() => {}));
  expect(await stack.releaseAll(20)).toBe(false);
  expect(order).toEqual([]);
  expect(lines).toMatchObject([{ hanging: ["stuck"], unreleased: ["redis"], timeoutMs: 20 }]);
});

it("releases at once what is opened after the end has begun, and waits for it", async () => {
  const { stack, order } = open();
  const { promise, resolve } = Promise.withResolvers<undefined>();
  stack.push("first", async () => {
    stack.push("late", async () => {
      await promise;
      order.push("late");
    });
    order.push("first");
  });
  const done = stack.releaseAll(1000);
  resolve(undefined);
  expect(await done).toBe(true);
  expect(order.toSorted()).toEqual(["first", "late"]);
});
