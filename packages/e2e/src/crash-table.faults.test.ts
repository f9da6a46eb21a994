import { describe, type ExpectStatic, test } from "vitest";
import { steps } from "./faults/death-points.ts";
import { jobIdOf, leftovers, ledgerOf, pausing } from "./faults/shard.ts";
import { startDeathPoint, type DeathPoint } from "./faults/start-death-point.ts";
import { startStack, type Stack } from "./start-stack.ts";

/** A row of "What if we die between" in ARCHITECTURE.md, at its very point. */
interface Crash {
  between: string;
  side: DeathPoint["side"];
  at: keyof typeof steps;
  /** Fields of the message's ledger entry that are there when the process dies, and such that are not. */
  left: { has: string[]; lacks: string[] };
  /** How often the model is asked in all. */
  asked: number;
  /** How often people see the outcome, at the most: twice where it cannot be known whether they have seen it. */
  shown: 1 | 2;
  /** The model refuses for good: people get an apology. */
  fails?: boolean;
  /** The model fails once, and may be asked again: the job pauses. */
  stumbles?: boolean;
  /** DingTalk is busy for as long as one run tries. */
  busy?: boolean;
}

const crashes: Crash[] = [
  {
    between: "completion – commit",
    side: "before",
    at: "commit",
    left: { has: ["job"], lacks: ["reply"] },
    asked: 2,
    shown: 1,
  },
  {
    between: "commit – send",
    side: "after",
    at: "commit",
    left: { has: ["reply"], lacks: ["sender"] },
    asked: 1,
    shown: 1,
  },
  {
    between: "lease to send – post",
    side: "after",
    at: "lease",
    left: { has: ["reply", "sender"], lacks: ["part:0"] },
    asked: 1,
    shown: 1,
  },
  {
    between: "send – mark",
    side: "before",
    at: "mark",
    left: { has: ["reply", "sender"], lacks: ["part:0", "replied"] },
    asked: 1,
    shown: 2,
  },
  {
    between: "mark – finish script",
    side: "before",
    at: "finish",
    left: { has: ["replied"], lacks: ["failure"] },
    asked: 1,
    shown: 1,
  },
  {
    between: "failed attempt – retry's pause over",
    side: "after",
    at: "postpone",
    left: { has: ["job"], lacks: ["reply", "failure"] },
    asked: 2,
    shown: 1,
    stumbles: true,
  },
  {
    between: "commit – postponing",
    side: "before",
    at: "postpone",
    left: { has: ["reply"], lacks: ["part:0", "sender"] },
    asked: 1,
    shown: 1,
    busy: true,
  },
  {
    between: "finish to failed – apology",
    side: "after",
    at: "finish",
    left: { has: ["failure", "apology"], lacks: ["sender"] },
    asked: 1,
    shown: 1,
    fails: true,
  },
  {
    between: "a payer's lease to send – post",
    side: "after",
    at: "lease",
    left: { has: ["failure", "sender"], lacks: ["replied"] },
    asked: 1,
    shown: 1,
    fails: true,
  },
  {
    between: "apology – its mark",
    side: "before",
    at: "markApology",
    left: { has: ["failure", "sender"], lacks: ["replied"] },
    asked: 1,
    shown: 2,
    fails: true,
  },
];

/** A dead payer's claim hides a debt for 30 s; a dead worker's lock and lease are shorter. */
const MENDED_WITHIN_MS = 60_000;
/** What is said to people whose question failed for want of a key. */
const APOLOGY = "管理员";
const MOMENT = { message: "try again", type: "server_error" };
const NOBODY_KEY = { message: "no such key", type: "invalid_request_error", code: "invalid_api_key" };

async function diedWith(
  stack: Stack,
  msgId: string,
  left: Crash["left"],
  check: ExpectStatic,
): Promise<void> {
  const fields = async (): Promise<string[]> => Object.keys(await ledgerOf(stack, msgId));
  await check.poll(fields, { timeout: 5_000 }).toEqual(check.arrayContaining(left.has));
  check((await fields()).filter((field) => left.lacks.includes(field))).toEqual([]);
}

const shownFor = (stack: Stack, msgId: string): Stack["simulator"]["deliveries"] =>
  stack.simulator.deliveries.filter((delivery) => delivery.shown && delivery.msgId === msgId);

describe.concurrent("a worker killed between", () => {
  test.for(crashes)("$between", async (crash, { expect: check }) => {
    const msgId = `msg-${crash.at}==`;
    await using stack = await startStack({
      workers: 0,
      answer({ question }) {
        if (crash.fails === true) return { error: NOBODY_KEY, status: 401 };
        if (crash.stumbles === true && stack.model.calls.length === 1) return { error: MOMENT, status: 500 };
        return { content: `答：${question}` };
      },
    });
    if (crash.busy === true)
      stack.simulator.faults.webhookQueue = Array.from({ length: 4 }, () => ({
        kind: "errcode",
        errcode: -1,
      }));
    await using point = await startDeathPoint(stack.redisUrl, {
      side: crash.side,
      isAt: steps[crash.at](msgId),
    });
    const victim = await stack.startWorker({ REDIS_URL: point.url });
    await stack.simulator.say({ from: "user00", in: "private", text: "问", msgId });
    await stack.simulator.say({ from: "user00", in: "private", text: "再问", msgId: "msg-next==" });
    await point.reached;
    await diedWith(stack, msgId, crash.left, check);
    if (crash.stumbles === true) check(await pausing(stack)).toEqual([await jobIdOf(stack, msgId)]);
    await victim.end("SIGKILL");

    await stack.startWorker();
    await stack.simulator.waitForReply("msg-next==", MENDED_WITHIN_MS);
    await check.poll(() => leftovers(stack), { timeout: MENDED_WITHIN_MS }).toEqual([]);
    const shown = shownFor(stack, msgId);
    check(shown.length).toBeGreaterThanOrEqual(1);
    check(shown.length).toBeLessThanOrEqual(crash.shown);
    const next = shownFor(stack, "msg-next==");
    check(next).toHaveLength(1);
    for (const { text } of shown) check(text).toContain(crash.fails === true ? APOLOGY : "答：问");
    check(next[0]?.text).toContain(crash.fails === true ? APOLOGY : "答：再问");
    // An apology is a debt, which holds up nobody's next question.
    if (crash.fails !== true) check(next[0]?.number).toBeGreaterThan(shown[0]?.number ?? Infinity);
    check(stack.model.calls.filter(({ question }) => question === "问")).toHaveLength(crash.asked);
  });

  test("finish script – its answer", async ({ expect: check }) => {
    await using stack = await startStack({ workers: 0 });
    await using point = await startDeathPoint(stack.redisUrl, {
      side: "after",
      isAt: steps.finish("msg-0=="),
    });
    for (const number of [0, 1, 2]) {
      const msgId = `msg-${number}==`;
      await stack.simulator.say({ from: "user00", in: "private", text: `问 ${number}`, msgId });
    }
    const victim = await stack.startWorker({ REDIS_URL: point.url });
    await point.reached;
    // The second message is handed to whoever is about to die, under a lock of its own.
    const second = async (): Promise<string[]> => stack.redis.lrange("dinglane:{0}:chat:active", 0, -1);
    const entry = await ledgerOf(stack, "msg-1==");
    await check
      .poll(async () => (await second()).map((id) => `chat:${id}`), { timeout: 5_000 })
      .toEqual([entry["job"]]);
    await victim.end("SIGKILL");

    await stack.startWorker();
    await stack.simulator.waitForReply("msg-2==", MENDED_WITHIN_MS);
    await check.poll(() => leftovers(stack), { timeout: MENDED_WITHIN_MS }).toEqual([]);
    check(stack.simulator.deliveries.map((delivery) => delivery.msgId)).toEqual([
      "msg-0==",
      "msg-1==",
      "msg-2==",
    ]);
    check(stack.model.calls.map(({ question }) => question)).toEqual(["问 0", "问 1", "问 2"]);
  });
});

describe.concurrent("an ingress killed between", () => {
  test.for(["before", "after"] as const)(
    "callback – add script – acknowledgement (%s)",
    async (side, { expect: check }) => {
      const msgId = "msg-add==";
      await using stack = await startStack();
      await using point = await startDeathPoint(stack.redisUrl, { side, isAt: steps.intake(msgId) });
      const victim = await stack.start("ingress", { REDIS_URL: point.url });
      stack.simulator.setCallbackUrl(`${victim.url}/dingtalk/callback`);
      const said = stack.simulator.say({ from: "user00", in: "private", text: "问", msgId });
      await point.reached;
      if (side === "after") await stack.simulator.waitForReply(msgId, 10_000);
      await victim.end("SIGKILL");
      // On a slow machine it may have given Redis up before it died.
      check((await said).status).not.toBe(200);
      if (side === "before") check(await ledgerOf(stack, msgId)).toEqual({});

      stack.simulator.setCallbackUrl(`${stack.ingress.url}/dingtalk/callback`);
      check(await stack.simulator.redeliver(msgId)).toMatchObject({
        status: 200,
        body: { msgtype: "empty" },
      });
      await stack.simulator.waitForReply(msgId, 10_000);
      await check.poll(() => leftovers(stack), { timeout: 10_000 }).toEqual([]);
      check(shownFor(stack, msgId)).toMatchObject([{ text: check.stringContaining("答：问") }]);
      check(stack.model.calls).toHaveLength(1);
    },
  );

  test("stop script – its answer", async ({ expect: check }) => {
    await using stack = await startStack({ answer: () => new Promise(() => {}) });
    await using point = await startDeathPoint(stack.redisUrl, {
      side: "after",
      isAt: steps.intake("msg-stop=="),
    });
    const victim = await stack.start("ingress", { REDIS_URL: point.url });
    for (const number of [0, 1]) {
      await stack.simulator.say({ from: "user00", in: "private", text: `问 ${number}` });
    }
    await check.poll(() => stack.model.calls.length, { timeout: 10_000 }).toBe(1);
    stack.simulator.setCallbackUrl(`${victim.url}/dingtalk/callback`);
    const said = stack.simulator.say({ from: "user00", in: "private", text: "停止", msgId: "msg-stop==" });
    await point.reached;
    await check.poll(() => leftovers(stack), { timeout: 10_000 }).toEqual([]);
    await victim.end("SIGKILL");
    check((await said).status).not.toBe(200);

    stack.simulator.setCallbackUrl(`${stack.ingress.url}/dingtalk/callback`);
    await stack.simulator.redeliver("msg-stop==");
    const told = await stack.simulator.waitForReply("msg-stop==", 10_000);
    check(told.text).toContain("已停止您的 **2** 条消息");
    check(stack.simulator.deliveries).toHaveLength(1);
  });
});
