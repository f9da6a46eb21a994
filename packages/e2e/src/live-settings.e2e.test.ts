import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { group, startStack, type RunningService, type Stack, type StackOptions } from "./start-stack.ts";

/** user00 is the administrator. */
const BOSS = "user00";
const SOON = { timeout: 10_000 };

/** The whole system over files that a test may change, as an editor does: another file in their place. */
async function startOverFiles(configYml: string, options: StackOptions = {}) {
  const resources = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), "live-settings-"));
  resources.defer(() => rm(directory, { recursive: true, force: true }));
  async function write(name: string, text: string): Promise<void> {
    await writeFile(join(directory, `${name}~`), text);
    await rename(join(directory, `${name}~`), join(directory, name));
  }
  await write("config.yml", configYml);
  await write("prompt.yml", "- title: '#旧模板'");
  const env = {
    CONFIG_FILE: join(directory, "config.yml"),
    PROMPT_FILE: join(directory, "prompt.yml"),
    DATA_DIR: directory,
    RATE_LIMIT_PER_MINUTE: "0",
  };
  const stack = resources.use(await startStack({ ...options, env: { ...env, ...options.env } }));
  const admin = await stack.start("admin-worker");
  return { stack, admin, write, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}

/** What an administrator is answered; in private, where nobody reads along. */
async function command(stack: Stack, text: string): Promise<string> {
  const { msgId } = await stack.simulator.say({ from: BOSS, in: "private", text });
  return (await stack.simulator.waitForReply(msgId, 10_000)).text;
}

/** The words in the body of the answer to a callback, "" where it was taken. */
async function refusalTo(
  stack: Stack,
  from: string,
  text: string,
  ingress?: RunningService,
): Promise<string> {
  if (ingress !== undefined) stack.simulator.setCallbackUrl(`${ingress.url}/dingtalk/callback`);
  const { body } = await stack.simulator.say({ from, in: group.id, text });
  const words = body as { markdown?: { text?: string } } | undefined;
  return words?.markdown?.text ?? "";
}

async function answerTo(stack: Stack, from: string, text: string): Promise<string> {
  const { msgId } = await stack.simulator.say({ from, in: group.id, text });
  return (await stack.simulator.waitForReply(msgId, 10_000)).text;
}

const forbidden = (): { content: string } => ({ content: "这是机密甲的回答" });

test("an administrator's change reaches every process at once, and outlives them all", async () => {
  await using files = await startOverFiles("admin_users: [staff-user00]\nmodel: model-of-file", {
    ingresses: 2,
    workers: 2,
    answer: forbidden,
  });
  const { stack } = files;
  expect(await refusalTo(stack, "user05", "#设置 deny_users=")).toContain("管理员");

  const changed = await command(stack, "＃设置 deny_users＋＝staff-user05");
  expect(changed).toContain("✅");
  const changedAtMs = performance.now();
  for (const ingress of stack.ingresses) {
    await expect.poll(() => refusalTo(stack, "user05", "你好", ingress), SOON).toContain("没有使用权限");
  }
  process.stdout.write(
    `a denied person is refused by both ingresses ${(performance.now() - changedAtMs).toFixed(0)} ms after the answer (a measurement only)\n`,
  );

  await command(stack, "#设置 敏感词=机密甲，机密乙");
  for (const ingress of stack.ingresses) {
    await expect.poll(() => refusalTo(stack, "user06", "什么是机密乙", ingress), SOON).toContain("敏感词");
  }
  await expect.poll(() => answerTo(stack, "user06", "你好"), SOON).toContain("这是🚫🚫🚫的回答");
  // The list names the word that no question may hold.
  expect(await command(stack, "#设置 敏感词-=机密乙")).toContain("去掉 `机密乙`");

  await command(stack, "#设置 聊天模型=model-set-live");
  await command(stack, "#设置 help=### 新的帮助\n\n第二行");
  await expect.poll(() => answerTo(stack, "user07", "帮助"), SOON).toContain("新的帮助");
  await answerTo(stack, "user07", "谁来回答");
  expect(stack.model.calls.at(-1)?.model).toBe("model-set-live");

  await command(stack, "#设置 max_request=1");
  let person = 10;
  const secondQuestion = async (): Promise<string> => {
    person += 1;
    await answerTo(stack, `user${person}`, "第一问");
    return refusalTo(stack, `user${person}`, "第二问");
  };
  await expect.poll(secondQuestion, SOON).toMatch(/上限.*明天/su);

  expect(await command(stack, "#设置 max_request=很多")).toContain("请写整数");
  expect(await command(stack, "#设置 apikey=sk-pasted-by-mistake")).not.toContain("sk-pasted");
  expect(await command(stack, "#设置 管理员=staff-user01")).toContain("没有您自己");

  const shown = await command(stack, "#设置");
  expect(shown).toContain("`max_request`：`1` 次（实时设置，`同事0`");
  expect(shown).toContain("`rate_limit_per_minute`：`0` 不限（环境变量 `RATE_LIMIT_PER_MINUTE`）");
  expect(shown).toContain("`admin_users`：1 项 `staff-user00`（文件 `config.yml`）");
  expect(await command(stack, "#设置 历史")).toMatch(
    /每日提问上限.*\n.*帮助.*\n.*聊天模型.*\n.*去掉 `机密乙`/u,
  );

  for (const service of [...stack.ingresses, ...stack.workers]) await service.end("SIGTERM");
  const ingress = await stack.start("ingress");
  await stack.startWorker();
  expect(await refusalTo(stack, "user05", "你好", ingress)).toContain("没有使用权限");
  expect(await answerTo(stack, "user07", "帮助")).toContain("新的帮助");

  await command(stack, "#设置 deny_users 恢复");
  await expect.poll(() => refusalTo(stack, "user05", "你好"), SOON).toBe("");
  expect(stack.output()).not.toMatch(/sk-pasted|机密/u);
});

test("a changed file reaches every process; a wrong one changes nothing and is told of", async () => {
  await using files = await startOverFiles("admin_users: [staff-user00]\nhelp: 文件里的帮助", {
    ingresses: 2,
    env: { MODEL: "model-of-environment" },
  });
  const { stack, admin, write } = files;
  expect(await refusalTo(stack, "user01", "#旧模板")).toContain("#旧模板");

  await write("prompt.yml", "- title: '#新模板'\n  prefix: '请看：'");
  for (const ingress of stack.ingresses) {
    await expect.poll(() => refusalTo(stack, "user01", "#新模板", ingress), SOON).toContain("#新模板");
  }
  await answerTo(stack, "user01", "#新模板 内容");
  expect(stack.model.calls.at(-1)).toMatchObject({ question: "请看：内容", model: "model-of-environment" });

  const later =
    "admin_users: [staff-user00]\nhelp: 改过的帮助\nmodel: model-of-file\ndeny_users: [staff-user02]";
  await write("config.yml", later);
  await expect.poll(() => refusalTo(stack, "user02", "你好"), SOON).toContain("没有使用权限");
  expect(await answerTo(stack, "user01", "帮助")).toContain("改过的帮助");
  await answerTo(stack, "user01", "环境变量优先");
  expect(stack.model.calls.at(-1)?.model).toBe("model-of-environment");

  await write("config.yml", `${later}\nmax_request: 很多`);
  await expect.poll(() => admin.output(), SOON).toContain("a changed file cannot be used");
  expect(admin.output()).toContain("is not a whole number");
  const notice = await stack.simulator.waitForReply(({ text }) => text.includes("没有采用"), 20_000);
  expect(notice.text).toContain("max_request");
  expect(await refusalTo(stack, "user02", "你好")).toContain("没有使用权限");
  expect(await command(stack, "#设置 历史")).toMatch(/没有采用.*\n.*文件 `config.yml`/u);

  await write("config.yml", "admin_users: [staff-user00]");
  await expect.poll(() => refusalTo(stack, "user02", "你好"), SOON).toBe("");
});
