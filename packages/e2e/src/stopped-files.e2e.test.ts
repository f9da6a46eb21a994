import { robotMessages } from "@dinglane/simulator";
import { expect, test } from "vitest";
import { startStack, type Stack } from "./start-stack.ts";

const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
const PATH = { download: "/v1.0/robot/messageFiles/download", upload: "/media/upload" };
/** Less than any call waits for its answer, and more than a loaded machine takes to stop a job. */
const SOON_MS = 4_000;

const running = async ({ redis }: Stack, queue: string): Promise<number> =>
  redis.llen(`dinglane:{0}:${queue}:active`);
const callsTo = ({ simulator }: Stack, path: string): number =>
  simulator.api.calls.filter(({ api }) => api === path).length;

async function stop(stack: Stack, from: string): Promise<void> {
  const { msgId } = await stack.simulator.say({ from, in: "private", text: "停止" });
  expect((await stack.simulator.waitForReply(msgId)).text).toContain("已停止您的 **1** 条消息");
}

test("停止 ends a question that waits for its file behind four downloads that hang, and one of these", async () => {
  await using stack = await startStack();
  stack.simulator.faults.api.queueOf[PATH.download] = Array.from({ length: 4 }, () => ({ kind: "hang" }));
  const ask = async (from: string): Promise<unknown> =>
    stack.simulator.say({ from, in: "private", message: robotMessages.picture() });
  for (const from of ["user01", "user02", "user03", "user04"]) await ask(from);
  await expect.poll(() => callsTo(stack, PATH.download), { interval: 20 }).toBe(4);
  const hangingFrom = performance.now();
  await ask("user05");
  await expect.poll(() => running(stack, "chat"), { interval: 20 }).toBe(5);

  await stop(stack, "user05");
  await expect.poll(() => running(stack, "chat"), { interval: 20 }).toBe(4);
  await stop(stack, "user01");
  await expect.poll(() => running(stack, "chat"), { interval: 20 }).toBe(3);
  expect(performance.now() - hangingFrom).toBeLessThan(SOON_MS);
});

test("停止 ends a drawing whose upload hangs, and the next picture is drawn", async () => {
  await using stack = await startStack({
    workers: 0,
    env: { IMAGE_MODEL: "draws" },
    answer: () => ({ image: { b64Json: PNG } }),
  });
  await stack.start("image-worker", { SERVICE_URL: stack.ingress.url });
  stack.simulator.faults.api.queueOf[PATH.upload] = [{ kind: "hang" }];
  const draw = async (): Promise<string> =>
    (await stack.simulator.say({ from: "user01", in: "private", text: "#图片 猫" })).msgId;
  const stopped = await draw();
  await expect.poll(() => callsTo(stack, PATH.upload), { interval: 20 }).toBe(1);
  await stop(stack, "user01");
  // An upload is given a minute.
  await expect.poll(() => running(stack, "image")).toBe(0);
  expect((await stack.simulator.waitForReply(await draw(), 20_000)).text).toContain("画好了");
  expect(
    stack.simulator.deliveries.some((each) => each.msgId === stopped && each.text.includes("画好了")),
  ).toBe(false);
  expect(await stack.redis.keys("dinglane:{0}:hosted*"), "no link in its stead").toEqual([]);
});
