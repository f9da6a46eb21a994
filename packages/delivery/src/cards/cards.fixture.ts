import { OpenApiError, type ApiOutcome, type CardText, type NewCard } from "@dinglane/dingtalk";
import { openTestRedis } from "@dinglane/test-redis";
import { createBackOff } from "../back-off.ts";
import { createReplyDelivery } from "../deliver-reply.ts";
import { createLedger } from "../ledger.ts";
import { messageFixture } from "../message.fixture.ts";
import type { BudgetLevel } from "../openapi/call-budget.ts";
import { createDingTalkCalls } from "../openapi/dingtalk-calls.ts";
import { replyTargetOf } from "../openapi/reply-target.ts";
import { createDebtPayment } from "../pay-debt.ts";
import { createReplyOnce } from "../reply-once.ts";
import { createCardEnds } from "./card-ends.ts";
import { createCardRecords } from "./card-records.ts";
import { createStartCard } from "./cards.ts";

const prefix = "dinglane:{0}";
const message = messageFixture();
export const lock = { key: `${prefix}:chat:job-1:lock`, token: "token-1" };
const debtsKey = `${prefix}:debts`;

const sleep = async (): Promise<void> => {};

type Answer = ApiOutcome<never> | "ok";

export const refused = (
  action: "give-up" | "split" | "degrade" | "retry" | "permission" | "wait-qps" | "degrade-monthly",
  apiCode: string = action,
): ApiOutcome<never> => ({
  status: "failed",
  action,
  cause: new OpenApiError("card-stream", "refused", { apiCode }),
});
export const lost: ApiOutcome<never> = {
  status: "unknown",
  cause: new OpenApiError("card-stream", "timeout"),
};

/** One message of a group whose job this process runs, and a DingTalk that answers card calls by a script. */
export async function openCards(over: { level?: BudgetLevel } = {}) {
  const database = await openTestRedis();
  const { redis } = database;
  const clock = { nowMs: 1_700_000_000_000 };
  const now = (): number => clock.nowMs;
  const ledger = createLedger({ redis, prefix, now });
  const receipt = ledger.receiptFor(message);
  await redis.hset(receipt.key, { ...receipt.fields, job: "job-1" });
  await redis.set(lock.key, lock.token);

  const created: NewCard[] = [];
  const tried: CardText[] = [];
  const written: CardText[] = [];
  const posted: string[] = [];
  const answers = { create: [] as Answer[], write: [] as Answer[] };
  const outcome = <T>(answer: Answer | undefined, value: T): ApiOutcome<T> =>
    answer === undefined || answer === "ok" ? { status: "done", value } : answer;
  const client = {
    async createAndDeliverCard(_token: string, card: NewCard) {
      const existed = created.some(({ outTrackId }) => outTrackId === card.outTrackId);
      created.push(card);
      return outcome(answers.create.shift(), existed ? ("existed" as const) : ("created" as const));
    },
    async streamCard(_token: string, text: CardText) {
      tried.push(text);
      const answer = answers.write.shift();
      if (answer === undefined || answer === "ok") written.push(text);
      return outcome(answer, undefined);
    },
  };
  const calls = createDingTalkCalls({
    tokens: { get: async () => ({ status: "done", value: { token: "t", grant: "g" } }) },
    governor: {
      admit: async () => ({ status: "granted", answered() {} }),
      pause: async () => {},
      block: async () => {},
    },
    budget: { spend: async () => {}, refused: async () => {} },
    tellOperator: async () => {},
    random: () => 0,
    onCall() {},
  });
  const credentials = [{ clientId: "dingrobot", clientSecret: "s" }];
  const openApi = {
    reach: (address: Parameters<typeof replyTargetOf>[0]) => replyTargetOf(address, credentials),
    send: () => Promise.reject(new Error("the webhook is still good here")),
  };
  const warnings: string[] = [];
  const log = { warn: (_fields: object, text: string) => void warnings.push(text) };
  const records = createCardRecords({ redis, prefix, debtsKey, now });
  const ends = createCardEnds({
    ledger,
    records,
    calls,
    client,
    openApi,
    movedText: "见下面的消息",
    neutralText: "中性",
    sleep,
    log,
  });
  const startCard = createStartCard({
    cards: () => ({ streamMode: true, templateId: "t.schema", contentKey: "content" }),
    records,
    calls,
    client,
    budget: {
      standing: async () => {
        const api = { spent: 0, budget: 0, level: over.level ?? ("fine" as const) };
        return { api, webhook: api };
      },
    },
    openApi,
    summary: "回答",
    now,
    sleep,
    log,
  });
  const deliver = createReplyDelivery({
    ledger,
    webhook: {
      async send(_url, body) {
        posted.push(body.msgtype === "markdown" ? body.markdown.text : "");
        return { status: "sent" };
      },
    },
    openApi,
    deliverOnCard: ends.deliverOnCard,
    backOff: createBackOff({ redis, prefix }),
    neutralText: "中性",
    now,
    sleep,
    onUnknown() {},
  });
  const { robotKey, msgId, conversation, sender } = message;
  return {
    redis,
    ledger,
    records,
    deliver,
    closeCard: ends.closeCard,
    key: receipt.key,
    answers,
    created,
    /** Every write, and those that DingTalk carried out. */
    tried,
    written,
    /** Texts by webhook. */
    posted,
    warnings,
    pay: createDebtPayment({
      ledger,
      deliver,
      closeCard: ends.closeCard,
      cardWords: { moved: "见下面的消息", stopped: "已停止" },
      apologyFor: async (failure) => ({ title: "抱歉", parts: [`抱歉（${failure}）`] }),
      log: { info() {}, warn() {}, error() {} },
    }),
    replyOnce: createReplyOnce({ ledger, deliver, closeCard: ends.closeCard, stoppedText: "已停止" }),
    start: (render: (text: string) => string = (text) => text) =>
      startCard({
        key: receipt.key,
        lock,
        owner: { robotKey, msgId, userId: "staff-1" },
        conversation,
        asker: { staffId: "staff-1", nick: sender.nick },
        render,
      }),
    card: async () => (await ledger.read(receipt.key))?.card,
    debts: () => redis.zrange(debtsKey, 0, "-1"),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}
