import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { group, people, startStack, type Stack } from "./start-stack.ts";

/** No bound but the lane itself. */
const unbounded = { LANE_LIMIT: "1000", RATE_LIMIT_PER_MINUTE: "0" };

/** Sends one message after the other for one person, as a person's client does; answers in order of arrival. */
async function askAll(stack: Stack, from: string, questions: string[]): Promise<void> {
  for (const text of questions) {
    const asked = await stack.simulator.say({ from, in: group.id, text });
    expect(asked).toMatchObject({ status: 200, body: { msgtype: "empty" } });
  }
}

/** The replies that mention a person, in the order in which DingTalk got them. */
const repliesTo = (stack: Stack, staffId: string): string[] =>
  stack.simulator.deliveries.filter((d) => d.text.includes(`@${staffId}`)).map((d) => d.text);

test("20 users × 8 messages over two workers: in order, one at a time, with the context of 串聊", async () => {
  await using stack = await startStack({
    workers: 2,
    env: { ...unbounded, DEFAULT_MODE: "串聊" },
    async answer(call) {
      await sleep(20 + Math.random() * 120);
      return { content: `答：${call.question}` };
    },
  });
  const users = people.slice(0, 20);
  const questions = Array.from({ length: 8 }, (_, n) => `第${n + 1}问`);
  await Promise.all(users.map((user) => askAll(stack, user.id, questions)));
  await expect.poll(() => stack.simulator.deliveries.length, { timeout: 30_000 }).toBe(160);

  for (const user of users) {
    const texts = repliesTo(stack, `staff-${user.id}`);
    expect(texts.map((text) => /第\d问/.exec(text)?.[0])).toEqual(questions);
  }
  expect(stack.model.calls).toHaveLength(160);
  expect(stack.model.mostAtOncePerUser()).toBe(1);

  const eighth = stack.model.calls.filter((call) => call.question === "第8问");
  expect(eighth).toHaveLength(20);
  for (const call of eighth) {
    const past = call.messages.filter((message) => message.role !== "system").slice(0, -1);
    expect(past).toEqual(
      questions.slice(0, 7).flatMap((question) => [
        { role: "user", content: question },
        { role: "assistant", content: `答：${question}` },
      ]),
    );
  }
});

test("behind one user's 200 waiting messages nobody else waits", async () => {
  // Time is told in the greedy one's answers, one after the other: a slow machine slows this clock too.
  let clock = 0;
  const askedAt = new Map<string, number>();
  await using stack = await startStack({
    env: unbounded,
    async answer({ question }) {
      askedAt.set(question, clock);
      await sleep(200);
      if (question.startsWith("贪心")) clock += 1;
      return { content: `答：${question}` };
    },
  });
  const greedy = Array.from({ length: 200 }, (_, n) => `贪心${n}`);
  await askAll(stack, "user59", greedy);
  await expect.poll(() => clock).toBeGreaterThan(0);

  const waits = await Promise.all(
    people.slice(0, 30).map(async ({ id }) => {
      const saidAt = clock;
      const asked = await stack.simulator.say({ from: id, in: group.id, text: `快问 ${id}` });
      await stack.simulator.waitForReply(asked.msgId, 20_000);
      return (askedAt.get(`快问 ${id}`) ?? Infinity) - saidAt;
    }),
  );
  // The 30 share 20 slots with the greedy one, so the last ten wait for one round of the model.
  expect(Math.max(...waits), `waits ${waits.join(" ")}`).toBeLessThan(5);
  expect(clock, "answers of the greedy one, who is to be still waiting").toBeLessThan(greedy.length);
});

test("a lane that is full refuses at once and says so", async () => {
  const release = Promise.withResolvers<void>();
  await using stack = await startStack({
    env: { LANE_LIMIT: "2", RATE_LIMIT_PER_MINUTE: "0" },
    async answer(call) {
      await release.promise;
      return { content: `答：${call.question}` };
    },
  });
  const bodies = [];
  for (const text of ["一", "二", "三", "四"]) {
    bodies.push((await stack.simulator.say({ from: "user00", in: group.id, text })).body);
  }
  expect(bodies.slice(0, 3)).toEqual([{ msgtype: "empty" }, { msgtype: "empty" }, { msgtype: "empty" }]);
  expect(bodies[3]).toMatchObject({ msgtype: "markdown" });
  release.resolve();
  await expect.poll(() => repliesTo(stack, "staff-user00").length, { timeout: 10_000 }).toBe(4);
  expect(stack.model.calls.map((call) => call.question)).toEqual(["一", "二", "三"]);
});

test("the same msgId three times, twice at once: one model call, one reply", async () => {
  await using stack = await startStack({ workers: 2 });
  const message = { from: "user07", in: group.id, text: "只答一次", msgId: "msgSAME0001==" };
  await Promise.all([stack.simulator.say(message), stack.simulator.say(message)]);
  await stack.simulator.waitForReply(message.msgId);
  const third = await stack.simulator.say(message);
  expect(third).toMatchObject({ status: 200, body: { msgtype: "empty" } });

  const later = await stack.simulator.say({ from: "user07", in: group.id, text: "下一个" });
  await stack.simulator.waitForReply(later.msgId);
  expect(stack.model.calls.map((call) => call.question)).toEqual(["只答一次", "下一个"]);
  expect(stack.simulator.deliveries).toHaveLength(2);
});
