import type { Delivery } from "@dinglane/simulator";
import { expect, test } from "vitest";
import {
  group,
  secretsOf,
  startStack,
  type RunningService,
  type Stack,
  type StackOptions,
} from "./start-stack.ts";

const UPLOAD = "/media/upload";
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);
const picture = { image: { b64Json: PNG.toString("base64") } };
const forever = (): Promise<never> => new Promise(() => {});

/** The whole system with an image-worker; it knows the address of ingress where links are wanted. */
async function startWithImages(
  options: StackOptions & { links?: boolean; worker?: Record<string, string> } = {},
): Promise<Stack & { images: RunningService }> {
  const stack = await startStack({ workers: 0, answer: () => picture, ...options });
  const links = options.links === true ? { SERVICE_URL: stack.ingress.url } : {};
  const images = await stack.start("image-worker", { ...links, ...options.worker });
  return { ...stack, images };
}

const say = (stack: Stack, text: string, from = "user00", where: string = group.id) =>
  stack.simulator.say({ from, in: where, text });
const told = async (
  stack: Stack,
  text: string,
  from = "user00",
  where: string = group.id,
): Promise<Delivery> => stack.simulator.waitForReply((await say(stack, text, from, where)).msgId, 20_000);
const mediaOf = ({ text }: Delivery): string => /!\[图片\]\((@[^)]+)\)/.exec(text)?.[1] ?? "";
const failed = (stack: Stack): Promise<number> => stack.redis.zcard("dinglane:{0}:image:failed");
const uploads = (stack: Stack): number =>
  stack.simulator.api.calls.filter(({ api }) => api === UPLOAD).length;

test.each(["http", "stream"] as const)("a picture arrives as one that DingTalk knows (%s)", async (mode) => {
  await using stack = await startWithImages({ mode });
  if (mode === "stream") await stack.simulator.stream.waitForConnections(2);
  const inGroup = await told(stack, "#图片 一只戴草帽的猫");
  expect(inGroup.text).toMatch(/^\*\*画好了\*\*：一只戴草帽的猫\n\n!\[图片\]\(@[^)]+\)[^]*\n@staff-user00$/);
  expect(inGroup.body).toMatchObject({ msgtype: "markdown", at: { atUserIds: ["staff-user00"] } });
  const media = stack.simulator.api.media(mediaOf(inGroup));
  expect(media).toMatchObject({ type: "image", fileName: "picture.png" });
  expect(Buffer.from(media?.content ?? [])).toEqual(PNG);

  const inPrivate = await told(stack, "＃图片　海边日出", "user01", "private");
  expect(inPrivate.text).not.toContain("@staff");
  expect(mediaOf(inPrivate)).not.toBe("");
  expect(stack.model.calls.map(({ question }) => question)).toEqual(["一只戴草帽的猫", "海边日出"]);
  // Nothing is kept of what has been sent.
  expect(await stack.redis.keys("dinglane:{0}:drawn:*")).toEqual([]);
  expect(stack.output()).not.toMatch(/草帽|日出/);
  for (const secret of secretsOf()) expect(stack.output()).not.toContain(secret);
});

test("an upload that is refused leaves a link that works, and pays for one picture", async () => {
  await using stack = await startWithImages({ links: true });
  stack.simulator.faults.api.queueOf[UPLOAD] = [{ kind: "refuse", status: 200, code: "60011" }];
  const delivery = await told(stack, "#图片 猫");
  const [, link = ""] = /!\[图片\]\((http[^)]+)\)/.exec(delivery.text) ?? [];
  expect(link).toMatch(new RegExp(`^${stack.ingress.url}/images/[\\w-]{22,}$`));
  const shown = await fetch(link);
  expect(shown.headers.get("content-type")).toBe("image/png");
  expect(Buffer.from(await shown.arrayBuffer())).toEqual(PNG);
  const gone = await fetch(`${link.slice(0, -1)}${link.endsWith("A") ? "B" : "A"}`);
  expect([gone.status, await gone.text()]).toEqual([404, expect.stringContaining("过期")]);
  expect(stack.model.calls).toHaveLength(1);
  expect(stack.output()).not.toContain(link);
  // The next one is uploaded again.
  expect(mediaOf(await told(stack, "#图片 狗"))).not.toBe("");
});

test("with neither upload nor link the asker learns what an administrator must set, and nothing is drawn in vain", async () => {
  await using stack = await startWithImages({ worker: { DINGTALK_CREDENTIALS: "another-robot:its-secret" } });
  const delivery = await told(stack, "#图片 猫");
  expect(delivery.text).toMatch(/^\*\*🤷 抱歉，这张图没能画出来\*\*.*DINGTALK_CREDENTIALS.*SERVICE_URL/);
  expect(stack.model.calls).toHaveLength(0);
  await expect.poll(() => failed(stack)).toBe(1);

  await using refusing = await startWithImages();
  refusing.simulator.faults.api.queueOf[UPLOAD] = [{ kind: "refuse", status: 200, code: "60011" }];
  expect((await told(refusing, "#图片 猫")).text).toContain("SERVICE_URL");
  expect([refusing.model.calls.length, uploads(refusing)]).toEqual([1, 1]);
});

test("a DingTalk that is busy, loses an answer, or sees the worker die in the middle of an upload: one picture", async () => {
  await using stack = await startWithImages();
  stack.simulator.faults.api.queueOf[UPLOAD] = [
    { kind: "refuse", status: 200, code: "-1" },
    { kind: "lost" },
  ];
  expect(mediaOf(await told(stack, "#图片 猫"))).not.toBe("");
  expect([stack.model.calls.length, uploads(stack)]).toEqual([1, 3]);

  stack.simulator.faults.api.queueOf[UPLOAD] = [{ kind: "hang" }];
  const asked = await say(stack, "#图片 狗");
  await expect.poll(() => uploads(stack), { timeout: 10_000 }).toBe(4);
  await stack.images.end("SIGKILL");
  await stack.start("image-worker");
  expect(mediaOf(await stack.simulator.waitForReply(asked.msgId, 30_000))).not.toBe("");
  expect(stack.model.calls.map(({ question }) => question)).toEqual(["猫", "狗"]);
  expect(stack.simulator.deliveries).toHaveLength(2);
});

test("what the provider will not draw is said once, in words that help, and seen as failed", async () => {
  const error = { message: "Your request was rejected: 猫", code: "moderation_blocked" };
  await using stack = await startWithImages({ answer: () => ({ error, status: 400 }) });
  const delivery = await told(stack, "#图片 猫");
  expect(delivery.text).toMatch(/这张图没能画出来.*不合适.*换一种说法[^]*@staff-user00$/);
  await expect.poll(() => failed(stack)).toBe(1);
  expect(stack.model.calls).toHaveLength(1);
  expect(stack.simulator.deliveries).toHaveLength(1);
  expect(stack.output()).toContain("picture_refused");
  expect(stack.output()).not.toContain("Your request");
});

test("an image-worker killed while the model draws: another one answers, once", async () => {
  const asked = Promise.withResolvers<void>();
  let calls = 0;
  await using stack = await startWithImages({
    async answer() {
      calls++;
      if (calls > 1) return picture;
      asked.resolve();
      return forever();
    },
  });
  const { msgId } = await say(stack, "#图片 猫");
  await asked.promise;
  await stack.images.end("SIGKILL");
  await stack.start("image-worker");
  expect(mediaOf(await stack.simulator.waitForReply(msgId, 30_000))).not.toBe("");
  expect([calls, stack.simulator.deliveries.length]).toEqual([2, 1]);
});

test("pictures and questions wait in lines of their own; 停止 ends both; the day's quota counts both", async () => {
  await using stack = await startWithImages({
    workers: 1,
    answer: ({ question }) => (question.startsWith("慢") ? forever() : { content: `答：${question}` }),
    env: { MAX_REQUEST: "3", SENSITIVE_WORDS: "坏词" },
  });
  for (const text of ["图片", "#图片", "#图片 "]) {
    expect((await told(stack, text)).text).toMatch(/在 \*\*#图片\*\* 后面写上[^]*@staff-user00$/);
  }
  expect((await told(stack, "#图片 坏词")).text).toContain("敏感词");
  expect(stack.model.calls).toHaveLength(0);

  await say(stack, "#图片 慢慢画");
  await expect.poll(() => stack.model.calls.length, { timeout: 10_000 }).toBe(1);
  // The drawing holds up no question.
  expect((await told(stack, "你好")).text).toContain("答：你好");
  await say(stack, "慢慢答");
  await expect.poll(() => stack.model.calls.length, { timeout: 10_000 }).toBe(3);
  expect((await told(stack, "#图片 第四个")).text).toMatch(/上限（3 次），请明天/);
  const runs = async (): Promise<number[]> =>
    Promise.all(["chat", "image"].map((queue) => stack.redis.llen(`dinglane:{0}:${queue}:active`)));
  expect(await runs()).toEqual([1, 1]);
  const stoppedAt = performance.now();
  const stop = await say(stack, "停止");
  await expect.poll(runs, { interval: 10 }).toEqual([0, 0]);
  expect(performance.now() - stoppedAt).toBeLessThan(1_000);
  expect((await stack.simulator.waitForReply(stop.msgId)).text).toContain("已停止您的 **2** 条消息");
  // What was stopped is given back.
  expect((await told(stack, "还有吗")).text).toContain("答：还有吗");
  expect(stack.simulator.deliveries.filter(({ text }) => text.includes("画好了"))).toEqual([]);
});
