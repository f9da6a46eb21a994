import type { ReplyBody, SendOutcome } from "@dinglane/dingtalk";
import { openTestRedis } from "@dinglane/test-redis";
import { expect, test } from "vitest";
import { createBackOff } from "./back-off.ts";
import { startDebtPayer } from "./debt-payer.ts";
import { noCards } from "./cards/no-cards.fixture.ts";
import { closedRoad } from "./closed-road.fixture.ts";
import { createReplyDelivery } from "./deliver-reply.ts";
import { createLedger } from "./ledger.ts";
import { messageFixture } from "./message.fixture.ts";
import type { OpenApiRoad } from "./openapi/openapi-road.ts";
import type { PostOutcome } from "./post-outcome.ts";

const prefix = "dinglane:{0}";
const debtsKey = `${prefix}:debts`;
const busy = (): SendOutcome => ({ status: "failed", action: "retry", errcode: -1 });
const silent = { info() {}, warn() {}, error() {} };

/** A ledger with one failed message, and a DingTalk that answers by a script. */
async function openDebt(
  outcomes: SendOutcome[] = [],
  clock = { now: 1_700_000_000_000 },
  beforePost: () => Promise<void> = async () => {},
  openApi: OpenApiRoad = closedRoad,
) {
  const database = await openTestRedis();
  const { redis } = database;
  const now = (): number => clock.now;
  const ledger = createLedger({ redis, prefix, now });
  const receipt = ledger.receiptFor(messageFixture());
  await redis.hset(receipt.key, { ...receipt.fields, failure: "unavailable", apology: "due" });
  await redis.zadd(debtsKey, clock.now, receipt.key);

  const posted: ReplyBody[] = [];
  const deliver = createReplyDelivery({
    ledger,
    webhook: {
      async send(_url, body) {
        await beforePost();
        posted.push(body);
        return outcomes.shift() ?? { status: "sent" };
      },
    },
    openApi,
    deliverOnCard: noCards.deliverOnCard,
    backOff: createBackOff({ redis, prefix }),
    neutralText: "中性",
    now,
    sleep: async () => {},
    onUnknown() {},
  });
  const pay = () =>
    startDebtPayer({
      redis,
      debtsKey,
      ledger,
      deliver,
      closeCard: noCards.closeCard,
      cardWords: { moved: "见下", stopped: "已停止" },
      apologyFor: async (failure) => ({ title: "抱歉", parts: [`抱歉（${failure}）`] }),
      now,
      log: silent,
      lookEveryMs: 3_600_000,
    });
  return {
    redis,
    ledger,
    key: receipt.key,
    posted,
    pay,
    debts: () => redis.zrange(debtsKey, 0, "-1", "WITHSCORES"),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

test("an apology is sent once, with the mention, by however many payers", async () => {
  await using debt = await openDebt();
  const payers = [debt.pay(), debt.pay(), debt.pay()];
  for (const payer of payers) payer.poke();
  await expect.poll(() => debt.debts()).toEqual([]);
  for (const payer of payers) await payer.close();
  expect(debt.posted).toMatchObject([
    {
      msgtype: "markdown",
      markdown: { text: expect.stringContaining("抱歉（unavailable）") },
      at: { atUserIds: ["staff-1"] },
    },
  ]);
  expect(await debt.ledger.read(debt.key)).toMatchObject({ apology: "paid", replied: false });
});

test("a committed reply that was not sent is what is owed, not an apology", async () => {
  await using debt = await openDebt();
  await debt.redis.hset(
    debt.key,
    "reply",
    JSON.stringify({ title: "答", parts: ["一", "二"] }),
    "part:0",
    "sent",
  );
  const payer = debt.pay();
  payer.poke();
  await expect.poll(() => debt.debts()).toEqual([]);
  await payer.close();
  expect(debt.posted).toMatchObject([{ markdown: { text: expect.stringMatching(/^二/) } }]);
  expect(await debt.ledger.read(debt.key)).toMatchObject({ replied: true });
});

test("who was replied to is owed nothing", async () => {
  await using debt = await openDebt();
  await debt.redis.hset(debt.key, "replied", "1");
  const payer = debt.pay();
  payer.poke();
  await expect.poll(() => debt.debts()).toEqual([]);
  await payer.close();
  expect(debt.posted).toEqual([]);
});

test("a busy DingTalk is asked again later, until the webhook ends", async () => {
  const clock = { now: 1_700_000_000_000 };
  await using debt = await openDebt(Array.from({ length: 4 }, busy), clock);
  const payer = debt.pay();
  payer.poke();
  await expect.poll(async () => Number((await debt.debts())[1])).toBe(clock.now + 10_000);
  expect(debt.posted).toHaveLength(4);

  clock.now += 5_400_001;
  payer.poke();
  await expect.poll(() => debt.debts()).toEqual([]);
  await payer.close();
  expect(debt.posted).toHaveLength(4);
  expect(await debt.ledger.read(debt.key)).toMatchObject({ apology: "impossible" });
});

test("a throttled conversation is left alone until its time, also by other payers", async () => {
  const throttled: SendOutcome = { status: "failed", action: "back-off", errcode: 130101 };
  const clock = { now: 1_700_000_000_000 };
  await using debt = await openDebt([throttled], clock);
  const payer = debt.pay();
  payer.poke();
  await expect.poll(async () => Number((await debt.debts())[1])).toBe(clock.now + 60_000);
  const [key = ""] = await debt.redis.keys(`${prefix}:backoff:*`);
  expect(await debt.redis.pttl(key)).toBeGreaterThan(55_000);
  clock.now += 60_001;
  payer.poke();
  await expect.poll(async () => Number((await debt.debts())[1])).toBeGreaterThan(clock.now + 50_000);
  expect(debt.posted).toHaveLength(1);
  await debt.redis.del(key);
  clock.now += 60_001;
  payer.poke();
  await expect.poll(() => debt.debts()).toEqual([]);
  await payer.close();
  expect(debt.posted).toHaveLength(2);
});

test("a slow DingTalk does not make two payers say the same twice", async () => {
  const posts = Promise.withResolvers<void>();
  const clock = { now: 1_700_000_000_000 };
  await using debt = await openDebt([], clock, () => posts.promise);
  const [first, second] = [debt.pay(), debt.pay()];
  first.poke();
  await expect.poll(() => debt.redis.hget(debt.key, "sender")).toMatch(/^payer:/);
  clock.now += 31_000;
  second.poke();
  await second.close();
  posts.resolve();
  await expect.poll(() => debt.debts()).toEqual([]);
  await first.close();
  expect(debt.posted).toHaveLength(1);
});

test("a committed reply that cannot be read becomes an apology; an address that cannot be read ends the debt", async () => {
  await using debt = await openDebt();
  await debt.redis.hset(debt.key, "reply", "{}");
  const payer = debt.pay();
  payer.poke();
  await expect.poll(() => debt.debts()).toEqual([]);
  expect(debt.posted).toMatchObject([{ markdown: { text: expect.stringContaining("抱歉") } }]);

  await debt.redis.hset(debt.key, "to", "{}", "apology", "due");
  await debt.redis.zadd(debtsKey, 0, debt.key);
  payer.poke();
  await expect.poll(() => debt.debts()).toEqual([]);
  await payer.close();
  expect(debt.posted).toHaveLength(1);
  expect(await debt.ledger.read(debt.key)).toMatchObject({ apology: "impossible" });
});

test("nothing is posted to a webhook that is known to have ended", async () => {
  await using debt = await openDebt();
  await debt.redis.hset(debt.key, "failure", "webhook_expired");
  const payer = debt.pay();
  payer.poke();
  await expect.poll(() => debt.debts()).toEqual([]);
  await payer.close();
  expect(debt.posted).toEqual([]);
});

test("what a webhook's end left owing is paid by OpenAPI; a closed road is looked at again within the day", async () => {
  const outcomes: PostOutcome[] = [
    { status: "undeliverable", code: "openapi_unavailable", retryAfterMs: 600_000 },
    { status: "sent" },
  ];
  const sent: string[] = [];
  const road: OpenApiRoad = {
    reach: () => ({ credential: { clientId: "c", clientSecret: "s" }, target: { staffId: "staff-1" } }),
    async send(_to, { text }) {
      sent.push(text);
      return outcomes.shift() ?? { status: "sent" };
    },
  };
  const clock = { now: 1_700_000_000_000 };
  await using debt = await openDebt([], clock, async () => {}, road);
  const reply = JSON.stringify({ title: "答", parts: ["一"] });
  await debt.redis.hset(debt.key, { failure: "webhook_expired", reply });
  const payer = debt.pay();
  payer.poke();
  await expect.poll(async () => Number((await debt.debts())[1])).toBe(clock.now + 600_000);
  clock.now += 600_001;
  payer.poke();
  await expect.poll(() => debt.debts()).toEqual([]);
  await payer.close();
  expect(debt.posted).toEqual([]);
  expect(sent).toEqual([expect.stringMatching(/^一/), expect.stringMatching(/^一/)]);
  expect(await debt.ledger.read(debt.key)).toMatchObject({ replied: true });
});
