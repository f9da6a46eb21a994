import { EventEmitter } from "node:events";
import { pino } from "pino";
import { expect, it } from "vitest";
import { logOutages } from "./log-outages.ts";

function watch(): {
  redis: EventEmitter;
  messages: () => unknown[];
  closing: { value: boolean };
  clock: { ms: number };
  up: boolean[];
} {
  const redis = new EventEmitter();
  const lines: Record<string, unknown>[] = [];
  const closing = { value: false };
  const clock = { ms: 0 };
  const up: boolean[] = [];
  logOutages(redis, {
    log: pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) }),
    now: () => clock.ms,
    onUp: () => void up.push(true),
    onDown: () => void up.push(false),
    isClosing: () => closing.value,
  });
  return { redis, closing, clock, up, messages: () => lines.map((line) => [line["msg"], line["downForMs"]]) };
}

it("speaks once per outage, and says how long it took", () => {
  const { redis, clock, messages, up } = watch();
  redis.emit("ready");
  redis.emit("error", new Error("reset"));
  redis.emit("close");
  redis.emit("error", new Error("refused"));
  clock.ms = 4000;
  redis.emit("ready");
  redis.emit("close");
  expect(messages()).toEqual([
    ["redis is not reachable", undefined],
    ["redis is reachable again", 4000],
    ["redis is not reachable", undefined],
  ]);
  expect(up).toEqual([true, false, false, false, true, false]);
});

it("says nothing about a connection that we closed", () => {
  const { redis, closing, messages } = watch();
  redis.emit("ready");
  closing.value = true;
  redis.emit("close");
  expect(messages()).toEqual([]);
});
