import type { Delivery } from "@dinglane/simulator";
import { expect, test } from "vitest";
import { group, robot, secretsOf, startStack, type Stack } from "./start-stack.ts";

// What each command says to whom stands in commands/; here is what it says after something has happened.

const ADMIN = { ADMIN_USERS: "staff-user00" };
const NOTICE = "### 🔔 机器人需要处理";
const mute = { clientId: "dingmute0001", clientSecret: "its-secret-at-dingtalk", name: "小哑" };

async function ask(stack: Stack, from: string, text: string): Promise<string> {
  const { msgId } = await stack.simulator.say({ from, in: "private", text });
  return (await stack.simulator.waitForReply(msgId, 20_000)).text;
}

const isNotice = ({ via, text }: Delivery): boolean => via === "openapi" && text.startsWith(NOTICE);
const noticesOf = ({ simulator }: Stack): Delivery[] => simulator.deliveries.filter(isNotice);

function expectNoSecrets(stack: Stack): void {
  const said = JSON.stringify(stack.simulator.deliveries.map(({ text }) => text)) + stack.output();
  for (const secret of [...secretsOf(), "not-its-secret"]) expect(said).not.toContain(secret);
}

test("余额 tells what was answered, by model, with its price", async () => {
  await using stack = await startStack({
    env: { ...ADMIN, MODEL: "thinker", MODEL_PRICES: "thinker=1000000/2000000", PRICE_CURRENCY: "$" },
  });
  await stack.start("admin-worker");
  await ask(stack, "user01", "一");
  await ask(stack, "user02", "二");
  const said = await ask(stack, "user00", "余额");
  const [, requests, prompt, completion, cost] =
    /\*\*今天\*\*：(\d+) 次，输入 (\d+)、输出 (\d+) token，\$([\d.]+)\n\n- `thinker`：\1 次，输入 \2、输出 \3 token，\$\4\n/.exec(
      said,
    ) ?? [];
  expect(requests).toBe("2");
  expect(Number(cost)).toBeCloseTo(Number(prompt) + 2 * Number(completion), 2);
  expect(said).toMatch(/- Webhook 和 Stream：[1-9]\d* \/ 3,000 次/);
});

test("administrators are told once of a robot that DingTalk refuses, by the other one", async () => {
  await using stack = await startStack({
    mode: "stream",
    simulator: { robots: [robot, mute] },
    env: {
      ...ADMIN,
      DINGTALK_CREDENTIALS: `${robot.clientId}:${robot.clientSecret},${mute.clientId}:not-its-secret`,
    },
    ingresses: 2,
  });
  await stack.start("admin-worker");
  const notice = await stack.simulator.waitForReply(isNotice, 40_000);
  expect(notice).toMatchObject({ robot: robot.clientId });
  expect(notice.text).toBe(
    `${NOTICE}\n\n钉钉拒绝了机器人 \`${mute.clientId}\` 的凭据，它现在收不到也发不出消息。\n\n` +
      "请到钉钉开放平台核对 Client ID 和 Client Secret，更新配置 `credentials`（`DINGTALK_CREDENTIALS`）后重启。\n\n" +
      "> 发送“状态”可以查看全部检查；同样的提醒一小时内不会重复。",
  );
  expect(await ask(stack, "user00", "状态")).toContain(
    `**钉钉**\n\n- ❌ 机器人 \`${mute.clientId}\`：钉钉拒绝了 Client ID 或 Client Secret\n` +
      "  - 👉 请到钉钉开放平台应用的凭证页面重新复制这两项，写进 `credentials`（`DINGTALK_CREDENTIALS`）；重置过的 Secret，旧的立刻失效",
  );
  // Both ingresses have met it, and 状态 has once more.
  expect(noticesOf(stack)).toHaveLength(1);
  expectNoSecrets(stack);
});

test("administrators are told when the month's calls run out, and when the model takes no key", async () => {
  await using stack = await startStack({
    answer: ({ question }) =>
      question === "坏" ? { error: { message: "bad key" }, status: 401 } : { content: "答案" },
    env: { ...ADMIN, MONTHLY_WEBHOOK_BUDGET: "5", MODEL: "thinker" },
  });
  await stack.start("admin-worker");
  for (const text of ["一", "二", "三", "四"]) await ask(stack, "user01", text);
  const low = await stack.simulator.waitForReply(isNotice, 20_000);
  expect(low.text).toContain("本月的钉钉 Webhook 和 Stream 调用已用 4 / 5 次，超过 80 %。");
  expect(await ask(stack, "user02", "坏")).toContain("凭据");
  const refused = await stack.simulator.waitForReply(
    (delivery) => isNotice(delivery) && delivery.text.includes("访问凭据"),
    20_000,
  );
  expect(refused.text).toContain("模型 `thinker` 的服务器拒绝了访问凭据");
  await expect
    .poll(() => noticesOf(stack).map(({ text }) => /已用完（\d+ 次）/.exec(text)?.[0] ?? ""), {
      timeout: 20_000,
    })
    .toContain("已用完（5 次）");
  expectNoSecrets(stack);
});

test("where a day's quota holds, an answer tells what is left; an administrator has no end", async () => {
  await using stack = await startStack({ env: { ...ADMIN, MAX_REQUEST: "2" } });
  expect(await ask(stack, "user01", "一")).toBe("答：一\n\n（今天还剩 1 次）");
  const { msgId } = await stack.simulator.say({ from: "user01", in: group.id, text: "二" });
  expect((await stack.simulator.waitForReply(msgId)).text).toBe(
    "答：二\n\n（今天还剩 0 次）\n\n@staff-user01",
  );
  expect(await ask(stack, "user01", "三")).toMatch(/上限（2 次），请明天/);
  expect(await ask(stack, "user00", "四")).toBe("答：四");
});
