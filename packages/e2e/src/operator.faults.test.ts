import { setTimeout as sleep } from "node:timers/promises";
import { openQueues } from "@dinglane/jobs";
import { expect, inject, test } from "vitest";
import { sayTo, startLoad } from "./faults/load.ts";
import { note } from "./faults/note.ts";
import { openOperator } from "./faults/operator.ts";
import { answerTo, outcomesOf, waitForOutcomes } from "./faults/outcomes.ts";
import { createRandom } from "./faults/random.ts";
import { jobIdOf, ledgerOf, leftovers, pausing } from "./faults/shard.ts";
import { startStack } from "./start-stack.ts";

const UNBOUNDED = { LANE_LIMIT: "1000", RATE_LIMIT_PER_MINUTE: "0", CHAT_CONCURRENCY: "6" };
const OTTO = { name: "otto", password: "operators-word" };
const PRESSES = 120;
/** What was pressed in vain is pressed on, since chance may choose it too rarely; but not for ever. */
const MOST_PRESSES = 3 * PRESSES;
const PRESS_EVERY_MS = 100;
const HELD_PAUSE_MS = 300;
/** What an operator must have been able to do at least once. A parked job is never promoted: that is refused. */
const DOABLE = [
  "remove",
  "remove parked",
  "promote pausing",
  "retry",
  "retry all",
  "clean completed",
  "empty",
  "pause",
  "resume",
];

test("removed, retried, promoted, cleaned and drained under load: lanes go on, nobody is left in silence", async ({
  annotate,
}) => {
  const { seed } = inject("faultRun");
  const where = `--sequence.seed=${seed}`;
  const random = createRandom(seed);
  const refused = new Set<string>();
  const stumbled = new Set<string>();
  await using stack = await startStack({
    ingresses: 2,
    workers: 2,
    env: { ...UNBOUNDED, DASHBOARD_USERS: `${OTTO.name}:${OTTO.password}:operator` },
    async answer({ question }) {
      await sleep(50 + random.next() * 400);
      // Every tenth question fails for good, when it is first asked.
      if (/[05] 问$/.test(question) && random.next() < 0.5 && !refused.has(question)) {
        refused.add(question);
        return {
          error: { message: "no", type: "invalid_request_error", code: "invalid_api_key" },
          status: 401,
        };
      }
      // Another tenth fails for the moment: its job pauses.
      if (question.endsWith("3 问") && !stumbled.has(question)) {
        stumbled.add(question);
        return { error: { message: "try again", type: "server_error" }, status: 500 };
      }
      return { content: answerTo(question) };
    },
  });
  const operator = await openOperator(await stack.start("dashboard"), OTTO);
  await using opened = openQueues({
    redis: stack.redis,
    prefix: "dinglane:{0}",
    onError: () => undefined,
  });
  const { chat } = opened.queues;
  const load = startLoad({ stack, ingresses: () => stack.ingresses, users: 30, perSecond: 45, random });
  await load.acknowledged(40);

  const pressed = new Map<string, number>();
  const press = async (label: string, path: string): Promise<void> => {
    const status = await operator.press(path);
    const key = `${label} ${status}`;
    pressed.set(key, (pressed.get(key) ?? 0) + 1);
  };
  const someJob = async (): Promise<string> => jobIdOf(stack, random.pick(load.said.slice(-60)).msgId);
  const parkedJob = async (): Promise<string> =>
    (await stack.redis.zrange("dinglane:{0}:chat:delayed", "-1", "-1"))[0] ?? someJob();
  const actions: (() => Promise<void>)[] = [
    async () => press("remove", `/chat/${await someJob()}/clean`),
    async () => press("remove parked", `/chat/${await parkedJob()}/clean`),
    async () => press("promote", `/chat/${await someJob()}/promote`),
    async () => press("promote parked", `/chat/${await parkedJob()}/promote`),
    async () => {
      const [id] = await pausing(stack);
      if (id !== undefined) await press("promote pausing", `/chat/${id}/promote`);
    },
    async () => press("promote all", "/chat/promote"),
    async () => {
      const [id] = await stack.redis.zrange("dinglane:{0}:chat:failed", 0, "0");
      if (id !== undefined) await press("retry", `/chat/${id}/retry`);
    },
    async () => press("retry all", "/chat/retry/failed"),
    async () => press("clean completed", "/chat/clean/completed"),
    async () => press("empty", "/chat/empty"),
    // The board's button spares what is younger than five seconds; this does not.
    async () => void (await chat.clean(0, 3, random.pick(["wait", "delayed", "prioritized"] as const))),
    async () => {
      await press("pause", "/chat/pause");
      await sleep(HELD_PAUSE_MS);
      await press("resume", "/chat/resume");
    },
  ];
  const undone = (): string[] =>
    DOABLE.filter((label) => ![...pressed.keys()].some((key) => key.startsWith(`${label} 2`)));
  for (let time = 0; time < PRESSES || (undone().length > 0 && time < MOST_PRESSES); time += 1) {
    await random.pick(actions)();
    await sleep(PRESS_EVERY_MS);
  }
  await load.stop();
  expect(undone(), `${where}: ${JSON.stringify([...pressed])}`).toEqual([]);
  expect(await waitForOutcomes(stack, load.said), where).toEqual([]);
  await expect.poll(() => leftovers(stack), { timeout: 30_000, message: where }).toEqual([]);

  const entries = await Promise.all(
    load.said.map(async (said) => ({ said, entry: await ledgerOf(stack, said.msgId) })),
  );
  const failuresOf = (failure: string | undefined): typeof load.said =>
    entries
      .filter(({ said, entry }) => entry["failure"] === failure && !failed(said))
      .map(({ said }) => said);
  const removed = failuresOf("removed");
  expect(outcomesOf(stack, failuresOf(undefined)), where).toEqual({
    silent: [],
    repeated: [],
    outOfOrder: [],
    wrong: [],
  });
  expect(removed.length, where).toBeGreaterThan(0);
  expect(outcomesOf(stack, removed).repeated, where).toEqual([]);
  // Whatever else somebody is doing to the same messages, a press is carried out or refused, and says which.
  const broken = [...pressed.keys()].filter((answer) => / 5\d\d$/.test(answer));
  expect(broken, where).toEqual([]);
  expect(stack.model.mostAtOncePerUser(), where).toBe(1);

  // Redelivered, what was removed does not run.
  const calls = stack.model.calls.length;
  for (const { msgId, user, text } of removed)
    expect((await sayTo(stack, random.pick(stack.ingresses), { msgId, from: user, text })).status).toBe(200);
  await load.say("user50", stack.ingress);
  await expect.poll(() => outcomesOf(stack, load.said).silent, { timeout: 10_000 }).toEqual([]);
  expect(stack.model.calls.length).toBe(calls + 1);
  expect(outcomesOf(stack, removed).repeated).toEqual([]);
  await note(annotate, {
    said: load.said.length,
    removed: removed.length,
    failed: refused.size,
    stumbled: stumbled.size,
    ...Object.fromEntries(pressed),
  });

  /** Retried by the operator, it may be answered after its apology: two outcomes, and the second one late. */
  function failed({ text }: { text: string }): boolean {
    return refused.has(text);
  }
});
