import { expect, test } from "vitest";
import { group, startStack } from "./start-stack.ts";

test("a mention in a group is answered once, in markdown, with an @", async () => {
  await using stack = await startStack();
  const asked = await stack.simulator.say({ from: "user00", in: group.id, text: "你好" });
  expect(asked).toMatchObject({ status: 200, body: { msgtype: "empty" } });

  const delivery = await stack.simulator.waitForReply(asked.msgId);
  expect(delivery.body).toMatchObject({
    msgtype: "markdown",
    markdown: { text: expect.stringMatching(/^答：你好[\s\S]*@staff-user00$/) },
    at: { atUserIds: ["staff-user00"] },
  });
  expect(stack.model.calls).toHaveLength(1);
  expect(stack.model.calls[0]?.messages.at(-1)).toEqual({ role: "user", content: "你好" });
  expect(stack.model.calls[0]?.messages[0]?.role).toBe("system");
  expect(stack.model.calls[0]?.messages[0]?.content).toContain("同事0");
  expect(stack.model.calls[0]?.user).not.toContain("user00");
});

test("a private message is answered without an @", async () => {
  await using stack = await startStack();
  const asked = await stack.simulator.say({ from: "user01", in: "private", text: "你好" });
  const delivery = await stack.simulator.waitForReply(asked.msgId);
  expect(delivery.text).toContain("答：你好");
  expect(delivery.text).not.toContain("@");
});

test("somebody from outside, without a staffId, is answered by nick", async () => {
  await using stack = await startStack();
  const asked = await stack.simulator.say({ from: "outsider", in: group.id, text: "在吗" });
  const delivery = await stack.simulator.waitForReply(asked.msgId);
  expect(delivery.text).toMatch(/答：在吗[\s\S]*@外部伙伴/);
});

test("帮助 and the bare @ bring the help text without the model", async () => {
  await using stack = await startStack({ env: { HELP: "### 怎么用我\n\n直接提问即可。" } });
  for (const text of ["帮助", "", "  "]) {
    const asked = await stack.simulator.say({ from: "user02", in: group.id, text });
    const delivery = await stack.simulator.waitForReply(asked.msgId);
    expect(delivery.text).toContain("直接提问即可");
  }
  expect(stack.model.calls).toHaveLength(0);
});

test("串聊 remembers until 重置, per conversation; 单聊 does not", async () => {
  await using stack = await startStack();
  const ask = async (text: string, where: string = group.id): Promise<string> => {
    const asked = await stack.simulator.say({ from: "user03", in: where, text });
    return (await stack.simulator.waitForReply(asked.msgId)).text;
  };
  const turnsOfLastCall = (): unknown[] => stack.model.calls.at(-1)?.messages.slice(1) ?? [];

  await ask("一");
  await ask("二");
  expect(turnsOfLastCall()).toEqual([{ role: "user", content: "二" }]);

  expect(await ask("串聊")).toContain("串聊");
  await ask("三");
  await ask("四");
  expect(turnsOfLastCall()).toEqual([
    { role: "user", content: "三" },
    { role: "assistant", content: "答：三" },
    { role: "user", content: "四" },
  ]);
  await ask("五", "private");
  expect(turnsOfLastCall()).toEqual([{ role: "user", content: "五" }]);

  expect(await ask("重置")).toContain("已重置");
  await ask("六");
  expect(turnsOfLastCall()).toEqual([{ role: "user", content: "六" }]);
});

test("reasoning never reaches the user", async () => {
  await using stack = await startStack({
    answer: () => ({ content: "<think>先想一想\n再想想</think>\n\n答案是 42。", reasoning: "秘密的推理" }),
  });
  const asked = await stack.simulator.say({ from: "user04", in: "private", text: "问" });
  const delivery = await stack.simulator.waitForReply(asked.msgId);
  expect(delivery.text).toContain("答案是 42");
  expect(delivery.text).not.toMatch(/想一想|推理|think/);
});
