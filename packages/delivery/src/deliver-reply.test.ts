import type { ReplyBody, SendOutcome } from "@dinglane/dingtalk";
import { expect, test } from "vitest";
import { noCards } from "./cards/no-cards.fixture.ts";
import { closedRoad } from "./closed-road.fixture.ts";
import { createReplyDelivery } from "./deliver-reply.ts";
import { ledgerEntryFixture } from "./ledger-entry.fixture.ts";
import type { LedgerEntry } from "./ledger-entry.ts";
import type { Reply } from "./reply.ts";

const sent: SendOutcome = { status: "sent" };
const reply: Reply = { title: "题", parts: ["一", "二", "三"] };
const sender = { holder: "job:token" };

const entryOf = (over: Partial<LedgerEntry> = {}): LedgerEntry =>
  ledgerEntryFixture({
    address: {
      sessionWebhook: "http://127.0.0.1:9/",
      sessionWebhookExpiresAtMs: 1_000,
      conversation: "robot:talk",
      conversationType: "group",
      staffId: "staff-1",
      nick: "小张",
    },
    reply,
    ...over,
  });

/** A delivery whose DingTalk answers by a script, and what it posted and recorded. */
function scripted(
  outcomes: SendOutcome[],
  options: { now?: () => number; lease?: () => "taken" | LedgerEntry } = {},
) {
  const texts: string[] = [];
  const mentions: boolean[] = [];
  const records: string[] = [];
  const backOffs = new Map<string, number>();
  const deliver = createReplyDelivery({
    ledger: {
      lease: async () => options.lease?.() ?? entryOf(),
      markSent: async (_key, index, isLast) => void records.push(`sent ${index}${isLast ? " last" : ""}`),
      markUnknown: async (_key, index) => void records.push(`unknown ${index}`),
      replaceReply: async (_key, replaced) => void records.push(`replaced by ${replaced.parts.length}`),
    },
    webhook: {
      async send(_url, body: ReplyBody) {
        if (body.msgtype !== "markdown") throw new Error("replies are markdown");
        texts.push(body.markdown.text);
        mentions.push(body.at !== undefined);
        return outcomes.shift() ?? sent;
      },
    },
    openApi: closedRoad,
    deliverOnCard: noCards.deliverOnCard,
    backOff: {
      remainingMs: async (conversation) => backOffs.get(conversation) ?? 0,
      begin: async (conversation, ms) => void backOffs.set(conversation, ms),
    },
    neutralText: "中性",
    now: options.now ?? (() => 0),
    sleep: async () => {},
    onUnknown: () => {},
  });
  return { deliver, texts, mentions, records };
}

test("parts go out in order, each recorded; the last one mentions the asker", async () => {
  const { deliver, texts, mentions, records } = scripted([]);
  expect(await deliver({ key: "k", sender, entry: entryOf(), reply })).toEqual({ status: "delivered" });
  expect(texts.map((text) => text[0])).toEqual(["一", "二", "三"]);
  expect(mentions).toEqual([false, false, true]);
  expect(records).toEqual(["sent 0", "sent 1", "sent 2 last"]);
});

test("another attempt goes on where the last one broke off", async () => {
  const { deliver, texts } = scripted([]);
  await deliver({ key: "k", sender, entry: entryOf({ sentParts: new Set([0]) }), reply });
  expect(texts.map((text) => text[0])).toEqual(["二", "三"]);
});

test("a part that was already repeated without an answer is posted once more at the most", async () => {
  const lost: SendOutcome = { status: "unknown", cause: new Error("lost") as never };
  const { deliver, texts } = scripted([lost]);
  await deliver({ key: "k", sender, entry: entryOf({ unknownParts: new Set([0]) }), reply });
  expect(texts.map((text) => text[0])).toEqual(["一", "二", "三"]);
});

test("a part that is too long is replaced by smaller ones, recorded before they are sent, with one mention", async () => {
  const long = Array.from({ length: 40 }, (_, n) => `第 ${n} 段`).join("\n\n");
  const tooLong: SendOutcome = { status: "failed", action: "split", errcode: 460101 };
  const busy: SendOutcome = { status: "failed", action: "back-off", errcode: 130101 };
  const { deliver, texts, mentions, records } = scripted([sent, tooLong, sent, busy]);
  const parts = { title: "题", parts: ["一", long] };
  expect(await deliver({ key: "k", sender, entry: entryOf(), reply: parts })).toMatchObject({
    status: "postponed",
  });
  expect(records).toEqual(["sent 0", "replaced by 4", "sent 1"]);
  expect(texts).toHaveLength(4);
  expect(mentions).toEqual([false, true, false, false]);
});

test("a conversation that DingTalk finds too busy is left alone by everybody", async () => {
  const busy: SendOutcome = { status: "failed", action: "back-off", errcode: 130101 };
  const { deliver, texts } = scripted([busy]);
  const postponed = { status: "postponed", code: "dingtalk_throttled", retryAfterMs: 60_000 };
  expect(await deliver({ key: "k", sender, entry: entryOf(), reply })).toEqual(postponed);
  expect(await deliver({ key: "other", sender, entry: entryOf(), reply })).toEqual(postponed);
  expect(texts).toHaveLength(1);
});

test("who lost the lease stops between two posts", async () => {
  const { deliver, texts } = scripted([], { lease: () => "taken" });
  expect(await deliver({ key: "k", sender, entry: entryOf(), reply })).toEqual({ status: "taken" });
  expect(texts).toHaveLength(1);
});

test("a run that is to let go of its job posts no further part", async () => {
  const closing = new AbortController();
  let asked = 0;
  const now = (): number => {
    // Each part asks for the time before it is posted.
    if ((asked += 1) === 2) closing.abort();
    return 0;
  };
  const { deliver, texts, records } = scripted([], { now });
  const letsGo = { ...sender, signal: closing.signal };
  expect(await deliver({ key: "k", sender: letsGo, entry: entryOf(), reply })).toEqual({ status: "taken" });
  expect(texts.map((text) => text[0])).toEqual(["一"]);
  expect(records).toEqual(["sent 0"]);
});

test("who thaws after somebody else has sent it all posts nothing more", async () => {
  const { deliver, texts } = scripted([], { lease: () => entryOf({ replied: true }) });
  expect(await deliver({ key: "k", sender, entry: entryOf(), reply })).toEqual({ status: "taken" });
  expect(texts).toHaveLength(1);
});

test("the reply window may end between two parts", async () => {
  let now = 999;
  const { deliver, texts } = scripted([], { now: () => now++ });
  expect(await deliver({ key: "k", sender, entry: entryOf(), reply })).toMatchObject({
    code: "webhook_expired",
  });
  expect(texts).toHaveLength(1);
});

test("an apology leaves the reply's records alone", async () => {
  const { deliver, records } = scripted([]);
  const apology = { title: "抱歉", parts: ["抱歉"] };
  const entry = entryOf({ replied: true });
  expect(await deliver({ key: "k", sender, entry, reply: apology, as: "apology" })).toEqual({
    status: "delivered",
  });
  expect(records).toEqual([]);
});
