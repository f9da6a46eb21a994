import type { LedgerEntry, ReplyOnce } from "@dinglane/delivery";
import type { ResetSession, Task } from "@dinglane/jobs";
import { ModelError } from "@dinglane/llm";
import { expect, test } from "vitest";
import { createReplyProcessor } from "./reply-processor.ts";

type Result = Awaited<ReturnType<ReplyOnce>>;

const task = { receiptKey: "receipt", lock: { key: "lock", token: "token" } } as Task<ResetSession>;
const ended = (result: Result): Promise<string> =>
  createReplyProcessor(
    async () => result,
    async () => ({ reply: { title: "", parts: [""] }, effects: [] }),
  )(task);

test.each([
  [{ status: "postponed", code: "dingtalk_busy", retryAfterMs: 10_000 }, "dingtalk_busy", 10_000],
  [{ status: "postponed", code: "dingtalk_throttled", retryAfterMs: 60_000 }, "dingtalk_throttled", 60_000],
  [{ status: "taken" }, "reply_taken", 12_000],
] as const)("a reply that cannot be sent now only waits: %j", async (result, code, retryAfterMs) => {
  await expect(ended(result)).rejects.toMatchObject({ name: "Postpone", code, retryAfterMs });
});

test.each([
  [{ status: "undeliverable", code: "webhook_expired" }, "webhook_expired"],
  [{ status: "forgotten" }, "ledger_entry_gone"],
] as const)("what cannot be told at all ends the job: %j", async (result, code) => {
  await expect(ended(result)).rejects.toMatchObject({ name: "GiveUp", code });
});

test("who sends hears when the run is to let go of its job", async () => {
  const { signal } = new AbortController();
  let heard: AbortSignal | undefined;
  const run = createReplyProcessor<ResetSession>(
    async (message) => {
      heard = message.signal;
      return { status: "delivered" };
    },
    () => Promise.reject(new Error("never asked")),
  );
  await run({ ...task, signal });
  expect(heard).toBe(signal);
});

test.each(["delivered", "stale", "stopped"] as const)("%s completes the job", async (status) => {
  expect(await ended({ status })).toBe(status);
});

test.each([
  ["rate_limited", "ModelError"],
  ["content_policy", "GiveUp"],
] as const)("a model's %s is %s", async (kind, name) => {
  const run = createReplyProcessor<ResetSession>(
    async ({ compose }) => {
      await compose({ leftToday: undefined } as LedgerEntry);
      return { status: "delivered" };
    },
    () => Promise.reject(new ModelError(kind)),
  );
  await expect(run(task)).rejects.toMatchObject({ name, code: `model_${kind}` });
});
