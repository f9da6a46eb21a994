import { OpenApiError } from "@dinglane/dingtalk";
import { expect, test } from "vitest";
import type { CallResult } from "../openapi/dingtalk-calls.ts";
import { startCardWriter } from "./card-writer.ts";

const cause = new OpenApiError("card-stream", "refused");
const done: CallResult<undefined> = { status: "done", value: undefined };
const busy: CallResult<undefined> = { status: "held", reason: "busy", retryAfterMs: 400 };

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A writer in a time of its own, in which DingTalk answers by a script and waits end when the test says so. */
function scripted(results: CallResult<undefined>[] = [], over: { card?: false; opening?: Error } = {}) {
  const clock = { nowMs: 0 };
  const written: { text: string; atMs: number; maxWaitMs: number }[] = [];
  const sleeps: { untilMs: number; wake: () => void }[] = [];
  const warnings: string[] = [];
  const opened = Promise.withResolvers<void>();
  const writer = startCardWriter({
    async opening() {
      await opened.promise;
      if (over.opening !== undefined) throw over.opening;
      if (over.card === false) return undefined;
      return {
        level: "fine",
        async write(text, maxWaitMs) {
          const result = results.shift() ?? done;
          if (result.status !== "held") written.push({ text: text(), atMs: clock.nowMs, maxWaitMs });
          return result;
        },
      };
    },
    render: (text) => text.trim(),
    now: () => clock.nowMs,
    sleep(ms, signal) {
      const { promise, resolve } = Promise.withResolvers<void>();
      sleeps.push({ untilMs: clock.nowMs + ms, wake: resolve });
      signal.addEventListener("abort", () => resolve());
      return promise;
    },
    log: { warn: (_fields, message) => void warnings.push(message) },
  });
  return {
    writer,
    written,
    warnings,
    open: async () => {
      opened.resolve();
      await settled();
    },
    show: async (text: string) => {
      writer.show(text);
      await settled();
    },
    /** Lets the pause pass that the writer is in; gives how long it was. */
    pass: async (): Promise<number> => {
      const pause = sleeps.shift();
      const ms = (pause?.untilMs ?? Number.NaN) - clock.nowMs;
      clock.nowMs += ms;
      pause?.wake();
      await settled();
      return ms;
    },
  };
}

test("the first text is written at once, then the newest after each pause, and nothing twice", async () => {
  const { writer, written, open, show, pass } = scripted();
  await open();
  await show("一");
  await show("一二");
  await show("一二三");
  expect(written.map(({ text }) => text)).toEqual(["一"]);
  expect(await pass()).toBe(250);
  expect(written.map(({ text }) => text)).toEqual(["一", "一二三"]);
  expect(await pass()).toBe(350);
  expect(written).toHaveLength(2);
  await show("一二三四");
  expect(written.at(-1)).toMatchObject({ text: "一二三四", atMs: 600 });
  // Only the first may wait for its turn: what follows is outdated soon.
  expect(written.map(({ maxWaitMs }) => maxWaitMs)).toEqual([2_000, 250, 250]);
  expect(await writer.settle()).toBe(true);
});

test("a card that comes after the text shows all of it at once", async () => {
  const { writer, written, open, show } = scripted();
  await show("一");
  await show("一二");
  expect(written).toEqual([]);
  await open();
  expect(written.map(({ text }) => text)).toEqual(["一二"]);
  await writer.settle();
});

test("a turn that is not to be had costs a longer pause, no text", async () => {
  const { writer, written, open, show, pass } = scripted([done, busy, busy]);
  await open();
  await show("一");
  await show("一二");
  await pass();
  expect(await pass()).toBe(2_000);
  expect(await pass()).toBe(2_000);
  expect(written.map(({ text }) => text)).toEqual(["一", "一二"]);
  await writer.settle();
});

test.each<CallResult<undefined>>([
  { status: "withdrawn" },
  { status: "held", reason: "permission", retryAfterMs: 1 },
  { status: "failed", action: "split", cause },
  { status: "failed", action: "degrade", cause },
  { status: "failed", action: "give-up", cause },
])("what will not pass ends the showing: %j", async (result) => {
  const { writer, written, open, show, pass } = scripted([done, result]);
  await open();
  await show("一");
  await show("一二");
  await pass();
  const tries = written.length;
  await show("一二三");
  expect(written).toHaveLength(tries);
  expect(await writer.settle()).toBe(true);
});

test("what may pass is tried three times in a row", async () => {
  const failed: CallResult<undefined> = { status: "failed", action: "retry", cause };
  const { writer, written, open, show, pass } = scripted([failed, { status: "unknown", cause }, failed]);
  await open();
  await show("一");
  await pass();
  await pass();
  await show("一二");
  expect(written).toHaveLength(3);
  await writer.settle();
});

test("after settling nothing more is written, whatever comes", async () => {
  const { writer, written, open, show } = scripted();
  await open();
  await show("一");
  expect(await writer.settle()).toBe(true);
  await show("一二");
  expect(written).toHaveLength(1);
});

test("no card, or one that cannot be had: nothing was seen, and nothing fails", async () => {
  const none = scripted([], { card: false });
  await none.open();
  await none.show("一");
  expect(await none.writer.settle()).toBe(false);
  const broken = scripted([], { opening: new Error("redis is away") });
  await broken.open();
  await broken.show("一");
  expect(await broken.writer.settle()).toBe(false);
  expect(broken.warnings).toHaveLength(1);
});
