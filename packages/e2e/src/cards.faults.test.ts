import { setTimeout as sleep } from "node:timers/promises";
import type { SimulatedCard } from "@dinglane/simulator";
import { expect, test } from "vitest";
import { note } from "./faults/note.ts";
import { callsFor, isFinished, startCardStack, writtenOn, type CardStack } from "./start-card-stack.ts";
import { group } from "./start-stack.ts";
import { atPace } from "./start-streaming-model.ts";

/** The stalled check brings a dead worker's job back within 15 s; the machine may be busy. */
const WITHIN = 60_000;
const STREAM = "/v1.0/card/streaming";
const MENTION = "\n\n<a atId=staff-user00>同事0</a>";
const TEXT = "一个要写好几秒钟的回答，一直写到最后。".repeat(4);
/** A request of a killed process that is already on its way arrives within this. */
const LAST_WORDS_MS = 500;

const ask = async (stack: CardStack): Promise<SimulatedCard> => {
  await stack.simulator.say({ from: "user00", in: group.id, text: "写" });
  return stack.simulator.waitForCard(({ text }) => text.length > 10, WITHIN);
};

/** One card with the whole text, no message, nothing owed. */
async function expectWhole(stack: CardStack, card: SimulatedCard): Promise<void> {
  await stack.simulator.waitForCard((each) => each === card && isFinished(each), WITHIN);
  expect(card.text).toBe(`${TEXT}${MENTION}`);
  await expect.poll(() => stack.redis.zcard("dinglane:{0}:chat:completed"), { timeout: WITHIN }).toBe(1);
  expect(stack.simulator.cards).toHaveLength(1);
  expect(stack.shown()).toEqual([]);
  expect(await stack.redis.zcard("dinglane:{0}:debts")).toBe(0);
  expect(card.warnings).toEqual([]);
}

test("kill -9 while a card is written: the next worker goes on on the same card, to the whole text", async () => {
  await using stack = await startCardStack(() => atPace(TEXT, { pieces: 1, perSecond: 20 }));
  const card = await ask(stack);
  await stack.workers[0]?.end("SIGKILL");
  await sleep(LAST_WORDS_MS);
  expect(card.state).toBe("inputing");
  await stack.startWorker();
  await expectWhole(stack, card);
  expect(stack.streaming.calls).toHaveLength(2);
});

test("kill -9 between the commit and the last text: completed without asking the model again", async () => {
  const end = Promise.withResolvers<void>();
  await using stack = await startCardStack(async function* held() {
    yield TEXT;
    await end.promise;
  });
  const { simulator, redis } = stack;
  const card = await ask(stack);
  // Nothing new is written now but the last text, which does not get through at first.
  simulator.faults.api.queueOf[STREAM] = [{ kind: "torn" }, { kind: "torn" }, { kind: "torn" }];
  end.resolve();
  const [key = ""] = await redis.keys("dinglane:{0}:ledger:*");
  await expect.poll(() => redis.hexists(key, "reply"), { timeout: WITHIN, interval: 5 }).toBe(1);
  await stack.workers[0]?.end("SIGKILL");
  await sleep(LAST_WORDS_MS);
  expect(card.state).toBe("inputing");
  simulator.faults.api.queueOf = {};
  await stack.startWorker();
  await expectWhole(stack, card);
  expect(stack.streaming.calls).toHaveLength(1);
});

test("a worker frozen while it writes a card changes nothing there when it thaws", async () => {
  await using stack = await startCardStack(() => atPace(TEXT, { pieces: 1, perSecond: 20 }));
  const card = await ask(stack);
  const [frozen] = stack.workers;
  frozen?.signal("SIGSTOP");
  await stack.startWorker();
  await expectWhole(stack, card);
  const written = writtenOn(card).length;
  frozen?.signal("SIGCONT");
  await expect.poll(() => frozen?.output(), { timeout: WITHIN }).toContain("lock lost");
  await sleep(LAST_WORDS_MS);
  expect(writtenOn(card)).toHaveLength(written);
  await expectWhole(stack, card);
});

test("taken back while its worker lies dead: another process ends the card with a note", async () => {
  await using stack = await startCardStack(() => atPace(TEXT, { pieces: 1, perSecond: 20 }));
  const card = await ask(stack);
  await stack.workers[0]?.end("SIGKILL");
  const stop = await stack.simulator.say({ from: "user00", in: group.id, text: "停止" });
  expect((await stack.simulator.waitForReply(stop.msgId, WITHIN)).text).toContain("已停止");
  await stack.startWorker();
  await stack.simulator.waitForCard((each) => each === card && isFinished(each), WITHIN);
  expect(card.text).toContain("已停止");
  await expect.poll(() => stack.redis.zcard("dinglane:{0}:debts"), { timeout: WITHIN }).toBe(0);
  expect(stack.simulator.cards).toHaveLength(1);
  expect(stack.streaming.calls).toHaveLength(1);
});

test("an answer of a minute and 3 000 characters: first text at once, at most 40 calls", async ({
  annotate,
}) => {
  const characters = 3_000;
  const text = "字".repeat(characters);
  await using stack = await startCardStack(() => atPace(text, { pieces: 3, perSecond: 1_000 / 60 }), {
    env: { RATE_LIMIT_PER_MINUTE: "0" },
  });
  stack.simulator.faults.api.callsPerSecond = 20;
  await stack.simulator.say({ from: "user00", in: group.id, text: "写" });
  const card = await stack.simulator.waitForCard(isFinished, 150_000);
  const [first, last] = [card.updates.find(({ by }) => by === "stream"), card.updates.at(-1)];
  const firstPieceAtMs = stack.streaming.calls[0]?.firstPieceAtMs ?? 0;
  await note(annotate, {
    seconds: Math.round(((last?.atMs ?? 0) - firstPieceAtMs) / 1_000),
    characters,
    calls: callsFor(card),
    firstTextAfterMs: (first?.atMs ?? 0) - firstPieceAtMs,
  });
  expect(card.text).toBe(`${text}${MENTION}`);
  expect(callsFor(card)).toBeLessThanOrEqual(40);
  expect(stack.simulator.api.calls.filter(({ status }) => status !== 200)).toEqual([]);
});

test("how soon the first text is on the card, model at 20 tokens a second", async ({ annotate }) => {
  const answers = 15;
  await using stack = await startCardStack(
    async function* afterAWhile() {
      await sleep(400);
      yield* atPace("这是一个短短的回答。", { pieces: 1, perSecond: 20 });
    },
    { env: { RATE_LIMIT_PER_MINUTE: "0" } },
  );
  const delays: number[] = [];
  for (let nth = 0; nth < answers; nth++) {
    await stack.simulator.say({ from: `user${String(nth + 10)}`, in: "private", text: "问" });
    const card = await stack.simulator.waitForCard(
      (each) => isFinished(each) && each === stack.simulator.cards[nth],
      WITHIN,
    );
    const shownAtMs = card.updates.find(({ by }) => by === "stream")?.atMs ?? Number.NaN;
    delays.push(shownAtMs - (stack.streaming.calls[nth]?.firstPieceAtMs ?? 0));
  }
  delays.sort((a, b) => a - b);
  const p50 = delays[Math.floor(answers / 2)] ?? Number.NaN;
  await note(annotate, { answers, p50Ms: p50, worstMs: delays.at(-1) });
  // 300 ms is what is promised of a machine that has time; this bound is of one that has none.
  expect(p50).toBeLessThan(2_000);
});

test("four workers and forty answers at once: never too fast for DingTalk, everybody answered once and whole", async ({
  annotate,
}) => {
  const answers = 40;
  await using stack = await startCardStack(() => atPace(TEXT, { pieces: 1, perSecond: 20 }), {
    workers: 4,
    env: { RATE_LIMIT_PER_MINUTE: "0" },
  });
  const { simulator } = stack;
  simulator.faults.api.callsPerSecond = 20;
  await Promise.all(
    Array.from({ length: answers }, async (_, n) =>
      simulator.say({ from: `user${String(n).padStart(2, "0")}`, in: "private", text: "写" }),
    ),
  );
  await expect
    .poll(() => stack.redis.zcard("dinglane:{0}:chat:completed"), { timeout: WITHIN, interval: 100 })
    .toBe(answers);
  await expect.poll(() => stack.redis.zcard("dinglane:{0}:debts"), { timeout: WITHIN }).toBe(0);
  const seen = simulator.cards.filter((card) => card.text === TEXT);
  expect(seen.length + stack.shown().filter((text) => text === TEXT).length).toBe(answers);
  expect(simulator.cards.filter((card) => !isFinished(card))).toEqual([]);

  const calls = simulator.api.calls.filter(({ api }) => api.startsWith("/v1.0/card/"));
  expect(calls.filter(({ status }) => status !== 200)).toEqual([]);
  const shares = ["/v1.0/card/instances/createAndDeliver", STREAM].map((api) =>
    crowdedShare(calls.filter((call) => call.api === api).map(({ atMs }) => atMs)),
  );
  await note(annotate, {
    answers,
    onCards: seen.length,
    callsEach: Math.round(calls.length / answers),
    crowded: Math.max(...shares),
  });
  expect(Math.max(...shares)).toBeLessThanOrEqual(0.001);
});

/** The share of sliding seconds in which more than 20 calls arrived. */
function crowdedShare(arrivals: readonly number[]): number {
  const [first = 0, last = 0] = [arrivals.at(0), arrivals.at(-1)];
  let crowded = 0;
  for (let from = first; from <= last; from++) {
    if (arrivals.filter((at) => at >= from && at < from + 1_000).length > 20) crowded++;
  }
  return crowded / (last - first + 1);
}
