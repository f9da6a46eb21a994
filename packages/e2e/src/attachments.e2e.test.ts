import { robotMessages } from "@dinglane/simulator";
import { expect, test } from "vitest";
import { SPEECH, type ModelCall } from "./start-model.ts";
import { group, startStack, type Stack } from "./start-stack.ts";

type Message = ReturnType<(typeof robotMessages)["text"]>;

/** A BMP of one grey, which any size is easily made of. */
function bitmap(width: number, height: number): Buffer {
  const stride = Math.ceil((width * 3) / 4) * 4;
  const file = Buffer.alloc(54 + stride * height, 120);
  file.write("BM");
  const header = [file.length, 0, 54, 40, width, height];
  for (const [at, value] of header.entries()) file.writeUInt32LE(value, 2 + at * 4);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  file.fill(0, 30, 54);
  return file;
}

/** Width and height of the JPEG in a data URL, from its frame header. */
function sizeOf(url: string): [width: number, height: number] {
  const [type = "", base64 = ""] = url.split(",");
  expect(type).toBe("data:image/jpeg;base64");
  const jpeg = Buffer.from(base64, "base64");
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0, 0x00, 0x11]));
  return [jpeg.readUInt16BE(frame + 7), jpeg.readUInt16BE(frame + 5)];
}

/** The words and pictures of the last question that a model got. */
function partsOf(call: ModelCall | undefined): { words: string; sizes: [number, number][] } {
  const parts = JSON.parse(call?.question ?? "[]") as {
    type: string;
    text?: string;
    image_url?: { url: string };
  }[];
  const [first, ...pictures] = parts;
  expect(first?.type).toBe("text");
  return { words: first?.text ?? "", sizes: pictures.map(({ image_url }) => sizeOf(image_url?.url ?? "")) };
}

async function say(stack: Stack, message: Message, where = "private", from = "user00"): Promise<string> {
  const asked = await stack.simulator.say({ from, in: where, message });
  return (await stack.simulator.waitForReply(asked.msgId, 20_000)).text;
}

const seeing = (call: ModelCall): { content: string } => ({
  content: call.question.startsWith("[") ? "看到了图" : `答：${call.question}`,
});

test("pictures go to the vision model, words first, in their order; the next question knows of them", async () => {
  await using stack = await startStack({
    answer: seeing,
    env: { VISION_MODEL: "sees-pictures", DEFAULT_MODE: "串聊" },
  });
  const put = (width: number, height: number): string => stack.simulator.api.putFile(bitmap(width, height));

  expect(await say(stack, robotMessages.picture(put(30, 20)))).toContain("看到了图");
  const alone = stack.model.calls.at(-1);
  expect(alone?.model).toBe("sees-pictures");
  expect(partsOf(alone)).toEqual({ words: expect.stringContaining("看图"), sizes: [[30, 20]] });

  const items = [{ text: "比较" }, { picture: put(40, 10) }, { text: "和" }, { picture: put(10, 40) }];
  expect(await say(stack, robotMessages.richText(items), group.id)).toContain("看到了图");
  expect(partsOf(stack.model.calls.at(-1))).toEqual({
    words: expect.stringMatching(/比较\n和/),
    sizes: [
      [40, 10],
      [10, 40],
    ],
  });

  const quoted = { msgType: "picture", msgId: "m", content: { downloadCode: put(16, 16) } };
  await say(stack, robotMessages.text("这是什么", quoted));
  expect(partsOf(stack.model.calls.at(-1))).toEqual({
    words: "> （引用了图片）\n\n这是什么",
    sizes: [[16, 16]],
  });

  await say(stack, robotMessages.text("刚才呢"));
  const last = stack.model.calls.at(-1);
  expect(last).toMatchObject({ model: expect.not.stringContaining("sees"), question: "刚才呢" });
  expect(last?.messages[1]).toEqual({ role: "user", content: "（发来了 1 张图片）" });
});

test("a picture that the first code does not bring comes by the second", async () => {
  await using stack = await startStack({ answer: seeing });
  const refusal = { kind: "refuse", status: 400, code: "invalidParameter.robotCode.downloadCode" } as const;
  stack.simulator.faults.api.queue.push(refusal);
  expect(await say(stack, robotMessages.picture())).toContain("看到了图");
  expect(stack.simulator.api.calls.filter(({ api }) => api.endsWith("download"))).toHaveLength(2);

  stack.simulator.faults.api.queue.push(refusal, refusal);
  expect(await say(stack, robotMessages.picture())).toMatch(/抱歉.*没有取到.*重新发/);
  expect(stack.model.calls).toHaveLength(1);
});

test("a picture that does not come is asked for again, and apologised for in the end", async () => {
  await using stack = await startStack({ answer: seeing, env: { LOG_LEVEL: "debug" } });
  const { api } = stack.simulator.faults;
  api.queue.push({ kind: "torn" });
  expect(await say(stack, robotMessages.picture())).toContain("看到了图");

  api.every = { kind: "refuse", status: 500, code: "system.error" };
  expect(await say(stack, robotMessages.picture())).toMatch(/没有取到.*重新发/);
  expect(stack.model.calls).toHaveLength(1);
  expect(stack.output()).toContain("attachment_unavailable");
  expect(stack.output()).not.toMatch(/mIof|1lOl|Expires=|data:image/);
});

test("20 MB are read, more are not; what is broken, or not seen by the model, is told in words", async () => {
  await using stack = await startStack({
    answer: ({ question }) =>
      question.includes("image_url") && question.length < 3_000
        ? { error: { message: "no endpoint at http://secret.test sees pictures" }, status: 400 }
        : { content: "看到了图" },
  });
  const picture = (content: Uint8Array): Message =>
    robotMessages.picture(stack.simulator.api.putFile(content));

  expect(await say(stack, picture(bitmap(2_600, 2_600)))).toContain("看到了图");
  expect(partsOf(stack.model.calls[0]).sizes).toEqual([[2_048, 2_048]]);
  expect(await say(stack, picture(Buffer.alloc(20 * 1024 * 1024 + 1, 1)))).toMatch(/太大.*20 MB/);
  expect(await say(stack, picture(Buffer.from("ffd8ffe000104a46494600", "hex")))).toMatch(/打不开/);
  expect(await say(stack, picture(Buffer.from("<svg/>")))).toMatch(/JPG 或 PNG/);
  expect(stack.model.calls).toHaveLength(1);

  const unseen = await say(stack, picture(bitmap(8, 8)));
  expect(unseen).toMatch(/抱歉.*看图.*管理员/);
  expect(unseen).not.toMatch(/secret|endpoint|400/);
});

test("speech is taken as DingTalk recognised it, else written down by the configured model", async () => {
  await using stack = await startStack({
    env: { TRANSCRIPTION_MODEL: "whisper-1", SENSITIVE_WORDS: "机密" },
  });
  expect(await say(stack, robotMessages.audio("今天星期几"))).toContain("答：今天星期几");
  expect(stack.simulator.api.calls).toHaveLength(0);
  const code = stack.simulator.api.putFile(Buffer.from("#!AMR\nspeech"));
  expect(await say(stack, robotMessages.audio(undefined, 4_000, code))).toContain(`答：${SPEECH}`);
  const quoted = { msgType: "audio", content: { duration: "2000", downloadCode: code } };
  await say(stack, robotMessages.text("他说了什么", quoted));
  expect(stack.model.calls.at(-1)?.question).toBe(
    `> （引用了一段语音）\n\n他说了什么\n\n语音的内容：\n\n> ${SPEECH}`,
  );
});

test("forbidden words are found in speech and in files", async () => {
  await using stack = await startStack({
    env: { TRANSCRIPTION_MODEL: "whisper-1", SENSITIVE_WORDS: SPEECH.slice(2, 4) },
  });
  expect(await say(stack, robotMessages.audio())).toContain("敏感词");
  const code = stack.simulator.api.putFile(Buffer.from(`${"字".repeat(3_999)}${SPEECH}`));
  expect(await say(stack, robotMessages.file("a.txt", code))).toContain("敏感词");
  expect(stack.model.calls).toHaveLength(0);
});

test("text files are read into the question; others, and too large ones, are told of", async () => {
  await using stack = await startStack({ env: { MAX_FILE_SIZE: "64", DEFAULT_MODE: "串聊" } });
  const file = (name: string, content: Uint8Array): Message =>
    robotMessages.file(name, stack.simulator.api.putFile(content));

  // 姓名,城市 in GB18030.
  await say(stack, file("名单.csv", Buffer.from("d0d5c3fb2cb3c7cad00a", "hex")));
  const question = stack.model.calls.at(-1)?.question;
  expect(question).toMatch(/^请阅读.*\n\n文件「名单\.csv」的内容：\n\n```\n姓名,城市\n```$/s);
  expect(await say(stack, file("a.bin", Buffer.from([0, 1, 2, 3, 255])))).toMatch(/「a\.bin」不是文本/);
  expect(await say(stack, file("a.pdf", Buffer.from("%PDF")))).toMatch(/文本文件/);
  expect(await say(stack, file("a.txt", Buffer.alloc(65 * 1024, "a")))).toMatch(/太大.*64 KB/);
  expect(await say(stack, file("a.txt", Buffer.from("长句子。".repeat(4_000))))).toMatch(
    /太长.*约 4096 个字/,
  );
  expect(stack.model.calls).toHaveLength(1);

  await say(stack, robotMessages.text("第一列呢"));
  expect(stack.model.calls.at(-1)?.messages[1]?.content).toContain("姓名,城市");
});

test("停止 ends a question whose picture is still on its way", async () => {
  await using stack = await startStack({ answer: seeing });
  stack.simulator.faults.api.queue.push({ kind: "slow", delayMs: 3_000 });
  await stack.simulator.say({ from: "user00", in: "private", message: robotMessages.picture() });
  await expect.poll(() => stack.simulator.faults.api.queue.length, { timeout: 20_000 }).toBe(0);
  expect(await say(stack, robotMessages.text("停止"))).toContain("1");
  expect(await say(stack, robotMessages.text("你好"))).toContain("答：你好");
  expect(stack.model.calls.map(({ question }) => question)).toEqual(["你好"]);
});
