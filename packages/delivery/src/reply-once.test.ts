import { expect, test } from "vitest";
import type { CardState } from "./cards/card-state.ts";
import type { DeliveryResult } from "./delivery-result.ts";
import { ledgerEntryFixture } from "./ledger-entry.fixture.ts";
import type { LedgerEntry } from "./ledger-entry.ts";
import type { CommitOutcome } from "./ledger.ts";
import { createReplyOnce } from "./reply-once.ts";
import type { Reply } from "./reply.ts";
import type { Sender } from "./sender.ts";

const reply: Reply = { title: "题", parts: ["答"] };
const lock = { key: "lock", token: "token" };
const { signal } = new AbortController();

/** One message: what the ledger holds before and after the commit, and whether model and DingTalk were asked. */
async function run(options: {
  before: LedgerEntry | undefined;
  commit?: CommitOutcome;
  after?: LedgerEntry | "taken" | undefined;
}) {
  let composed = 0;
  const closed: string[] = [];
  const delivered: Reply[] = [];
  const senders: Sender[] = [];
  const released: string[] = [];
  const replyOnce = createReplyOnce({
    ledger: {
      read: async () => options.before,
      commit: async () => options.commit ?? "committed",
      release: async (_key, { holder }) => void released.push(holder),
      lease: async () => ("after" in options ? options.after : ledgerEntryFixture({ reply })),
    },
    async deliver(delivery): Promise<DeliveryResult> {
      delivered.push(delivery.reply);
      senders.push(delivery.sender);
      return { status: "delivered" };
    },
    async closeCard({ text }) {
      closed.push(text);
      return { status: "settled" };
    },
    stoppedText: "已停止",
  });
  const result = await replyOnce({
    key: "k",
    lock,
    signal,
    async compose() {
      composed += 1;
      return { reply: { title: "新", parts: ["新答"] }, effects: [] };
    },
  });
  return { result, composed, delivered, senders, released, closed };
}

test("compose, commit, send", async () => {
  const { result, composed, delivered, senders } = await run({ before: ledgerEntryFixture() });
  expect(result).toEqual({ status: "delivered" });
  expect(composed).toBe(1);
  expect(delivered, "what the ledger holds is what is sent").toEqual([reply]);
  expect(senders).toEqual([{ holder: "job:token", lock, signal }]);
});

test("a committed reply is sent without asking the model again", async () => {
  const { composed, delivered } = await run({ before: ledgerEntryFixture({ reply }) });
  expect(composed).toBe(0);
  expect(delivered).toEqual([reply]);
});

test("when an earlier run has committed in the meantime, its reply is the one that is sent", async () => {
  const { delivered } = await run({ before: ledgerEntryFixture(), commit: "already" });
  expect(delivered).toEqual([reply]);
});

test.each([
  ["replied already", { before: ledgerEntryFixture({ replied: true }) }, "delivered", 0],
  ["stopped before", { before: ledgerEntryFixture({ stopped: true }) }, "stopped", 0],
  ["stopped while the model was asked", { before: ledgerEntryFixture(), commit: "stopped" }, "stopped", 1],
  [
    "the lock was lost while the model was asked",
    { before: ledgerEntryFixture(), commit: "stale" },
    "stale",
    1,
  ],
  ["no entry any more", { before: undefined }, "forgotten", 0],
  [
    "a committed reply of another version",
    {
      before: ledgerEntryFixture({ reply: "unreadable" }),
      after: ledgerEntryFixture({ reply: "unreadable" }),
    },
    "forgotten",
    0,
  ],
  ["somebody else is sending", { before: ledgerEntryFixture({ reply }), after: "taken" }, "taken", 0],
] as const)("%s: nothing is sent", async (_name, options, status, composedTimes) => {
  const { result, composed, delivered } = await run(options);
  expect(result).toEqual({ status });
  expect(composed).toBe(composedTimes);
  expect(delivered).toEqual([]);
});

test("whoever finds a question taken back ends its card, if that was not done", async () => {
  const card: CardState = { outTrackId: "t", generation: 0, key: "content", state: "open" };
  const left = await run({ before: ledgerEntryFixture({ stopped: true, card }) });
  expect(left).toMatchObject({ result: { status: "stopped" }, composed: 0, closed: ["已停止"] });
  const done = await run({
    before: ledgerEntryFixture({ stopped: true, card: { ...card, state: "closed" } }),
  });
  expect(done.closed).toEqual([]);
  const meanwhile = await run({ before: ledgerEntryFixture(), commit: "stopped" });
  expect(meanwhile.closed).toEqual(["已停止"]);
});

test("a reply that cannot be read leaves its message to whoever apologises for it, at once", async () => {
  const entry = ledgerEntryFixture({ reply: "unreadable" });
  expect((await run({ before: entry, after: entry })).released).toEqual(["job:token"]);
});
