import { expect, test } from "vitest";
import { group } from "../start-stack.ts";
import { expectReply } from "./expect-reply.ts";
import { sorry, type Words } from "./row.ts";
import { ANSWER, answerOf, startCommandStack } from "./start-command-stack.ts";

const people = [
  { id: "admin", nick: "老板", staffId: "admin-1" },
  { id: "vip", nick: "小张", staffId: "vip-1" },
  { id: "ann", nick: "小王", staffId: "ann-1" },
  { id: "outsider", nick: "外部伙伴" },
];
const refusal = sorry(
  "今日已达上限",
  "您今天的提问次数已达上限（2 次），请明天再来。如有需要，可联系管理员。",
);
const answer = (left?: number): Words => ({
  title: ANSWER,
  text: left === undefined ? ANSWER : `${ANSWER}\n\n（今天还剩 ${left} 次）`,
});
const drawn = (left?: number): Words => ({
  title: "画好了：猫",
  text: `**画好了**：猫\n\n![图片]({mediaId})\n\n点开图片，可以放大、旋转和保存。${left === undefined ? "" : `\n\n（今天还剩 ${left} 次）`}`,
});
const domainUsage: Words = {
  title: "查域名",
  text: "请在 **#域名** 后面写上要查的域名，例如：\n\n> #域名 example.com",
};

test("max_request: answers tell what is left, commands cost nothing, the last word names tomorrow; not for VIPs and administrators", async () => {
  let fails = false;
  await using stack = await startCommandStack({
    answer: (call) =>
      fails ? { error: { message: "no", code: "content_filter" }, status: 400 } : answerOf(call),
    simulator: { people },
    env: {
      MAX_REQUEST: "2",
      VIP_USERS: "vip-1",
      ADMIN_USERS: "admin-1",
      SENSITIVE_WORDS: "违禁词",
      RATE_LIMIT_PER_MINUTE: "0",
    },
  });
  const tell = async (from: string, text: string, where = group.id) => {
    const { msgId } = await stack.simulator.say({ from, in: where, text });
    return stack.simulator.waitForReply(msgId, 20_000);
  };
  const expectTold = async (from: string, text: string, told: Words, where = group.id): Promise<void> => {
    const { nick = "", staffId } = people.find(({ id }) => id === from) ?? {};
    expectReply(await tell(from, text, where), told, where === "private" ? undefined : { staffId, nick });
  };

  await expectTold("ann", "一", answer(1));
  for (const command of ["重置", "帮助", "模板", "停止", "#周报", "#违禁词", "余额"])
    await tell("ann", command);
  fails = true;
  expect((await tell("ann", "二")).text).toContain("抱歉");
  fails = false;
  await expectTold("ann", "#图片 猫", drawn(0), "private");
  await expectTold("ann", "三", refusal);
  await expectTold("ann", "三", refusal, "private");
  await expectTold("ann", "#图片 猫", refusal);
  await expectTold("ann", "#域名", domainUsage);

  // Without a user id the sender's own id counts.
  await expectTold("outsider", "一", answer(1));
  await expectTold("outsider", "二", answer(0), "private");
  await expectTold("outsider", "三", refusal);

  for (const from of ["vip", "admin"]) {
    for (const text of ["一", "二", "三"]) await expectTold(from, text, answer());
    await expectTold(from, "#图片 猫", drawn());
  }
});
