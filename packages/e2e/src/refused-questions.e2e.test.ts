import { openQueues } from "@dinglane/jobs";
import { robotMessages } from "@dinglane/simulator";
import { expect, test } from "vitest";
import { jobIdOf, ledgerOf } from "./faults/shard.ts";
import { startStack, type Stack } from "./start-stack.ts";

const ONE_A_DAY = { MAX_REQUEST: "1", MAX_QUESTION_LEN: "100", RATE_LIMIT_PER_MINUTE: "0" };
/** Too long for the worker, which counts tokens, but not for ingress, which only looks at the size. */
const TOO_LONG = "这个问题很长。".repeat(40);
const ROBOT_STOPPED = 400102;

type Message = ReturnType<(typeof robotMessages)["text"]>;

async function say(stack: Stack, said: string | Message, from = "user00"): Promise<string> {
  const message = typeof said === "string" ? robotMessages.text(said) : said;
  const asked = await stack.simulator.say({ from, in: "private", message });
  return (await stack.simulator.waitForReply(asked.msgId, 20_000)).text;
}

async function countOfDay({ redis }: Stack): Promise<string | null> {
  const [key = ""] = await redis.keys("dinglane:{0}:quota:*");
  return redis.get(key);
}

test("what the worker refuses costs nothing: the day's one question is still to be asked", async () => {
  await using stack = await startStack({ env: ONE_A_DAY });
  const { api } = stack.simulator;
  expect(await say(stack, TOO_LONG)).toMatch(/太长了.*约 100 个字/);
  expect(await say(stack, robotMessages.picture(api.putFile(Buffer.from("<svg/>"))))).toMatch(/JPG 或 PNG/);
  const speech = api.putFile(Buffer.from("#!AMR\nspeech"));
  expect(await say(stack, robotMessages.audio(undefined, 4_000, speech))).toContain("抱歉");
  expect(await countOfDay(stack)).toBe("0");
  expect(stack.model.calls).toEqual([]);

  expect(await say(stack, "短一点")).toBe("答：短一点\n\n（今天还剩 0 次）");
  expect(await say(stack, "再来一个")).toContain("上限（1 次）");
  expect(stack.model.calls).toHaveLength(1);
});

test("a picture that the model refuses was put to it: that counts, and is said", async () => {
  await using stack = await startStack({
    env: ONE_A_DAY,
    answer: () => ({ error: { message: "no pictures here" }, status: 400 }),
  });
  expect(await say(stack, robotMessages.picture())).toMatch(/抱歉.*看图.*\n\n（今天还剩 0 次）$/);
  expect(await countOfDay(stack)).toBe("1");
});

test("a refusal that could not be sent stays free, also when an operator has it sent after all", async () => {
  await using stack = await startStack({ env: ONE_A_DAY });
  const { redis, simulator } = stack;
  await using opened = openQueues({ redis, prefix: "dinglane:{0}", onError: () => undefined });
  simulator.faults.webhook = { kind: "errcode", errcode: ROBOT_STOPPED };
  const { msgId } = await simulator.say({ from: "user00", in: "private", text: TOO_LONG });
  await expect.poll(async () => (await ledgerOf(stack, msgId))["apology"]).toBe("impossible");
  expect(await countOfDay(stack)).toBe("0");

  simulator.faults.webhook = undefined;
  const job = await opened.queues.chat.getJob(await jobIdOf(stack, msgId));
  await job?.retry();
  const resent = await simulator.waitForReply((each) => each.msgId === msgId && each.shown, 20_000);
  expect(resent.text).toContain("太长了");
  await expect.poll(() => job?.getState()).toBe("completed");
  await job?.remove();
  expect(await countOfDay(stack)).toBe("0");
  expect(await say(stack, "短一点")).toBe("答：短一点\n\n（今天还剩 0 次）");
});
