import type { ChangeSettings } from "@dinglane/jobs";
import { LIVE_KEYS, type ConfigBase } from "@dinglane/runtime";
import { createSettingsStore, type SettingsStore } from "@dinglane/settings";
import { openTestRedis } from "@dinglane/test-redis";
import { expect, it } from "vitest";
import { createChangeSettings } from "./change-settings.ts";

const prefix = "dinglane:{0}";

function baseOf(env: Record<string, string>, keys: Record<string, unknown> = {}): ConfigBase {
  return {
    env: { ADMIN_USERS: "boss,second", ...env },
    file: { path: "/etc/config.yml", keys },
    changedAtMs: {},
  };
}

async function openCommand(env: Record<string, string> = {}, keys: Record<string, unknown> = {}) {
  const database = await openTestRedis();
  const store = createSettingsStore({ redis: database.redis, prefix });
  const commandWith = (over: SettingsStore) =>
    createChangeSettings({
      store: over,
      base: baseOf(env, keys),
      write: async (markdown) => ({ title: "", parts: [markdown] }),
      now: () => 1_000,
      timeOf: (at) => `t${at}`,
    });
  const command = commandWith(store);
  let count = 0;
  const jobOf = (change: string, more: Partial<ChangeSettings> = {}): ChangeSettings => ({
    v: 1,
    name: "change-settings",
    msgId: `m${(count += 1)}`,
    robotKey: "robot",
    robotCode: "robot",
    conversation: { id: "cid", type: "oneToOne" },
    user: { id: "boss", staffId: "boss", nick: "老板" },
    receivedAtMs: 1,
    change,
    ...more,
  });
  const run = async (job: ChangeSettings, by = command): Promise<string> =>
    (await by(job)).reply.parts.join("\n");
  return {
    store,
    jobOf,
    run,
    commandWith,
    say: (change: string, more?: Partial<ChangeSettings>) => run(jobOf(change, more)),
    valueOf: async (key: string) => (await store.read()).live.get(key)?.value,
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

it("shows every setting with its value and where that is from, and how to change it", async () => {
  await using command = await openCommand({ MAX_REQUEST: "7" }, { model: "from-file" });
  await command.say("deny_users=a,b");
  const words = await command.say("");
  expect(words).toContain("- **每日提问上限** `max_request`：`7` 次（环境变量 `MAX_REQUEST`）");
  expect(words).toContain("- **聊天模型** `model`：`from-file`（文件 `config.yml`）");
  expect(words).toContain("- **用户黑名单** `deny_users`：2 项 `a, b`（实时设置，`老板` t1000）");
  expect(words).toContain("- **每人排队上限** `lane_limit`：`5` 条（默认）");
  expect(words).toContain("- **敏感词** `sensitive_words`：空（默认）");
  expect(words).toContain("- **帮助** `help`：自带的说明（默认）");
  expect(words).toContain("- **看图模型** `vision_model`：和聊天模型一样（默认）");
  expect(words).toContain("#设置 键=值");
  for (const key of LIVE_KEYS) expect(words).toContain(`\`${key}\``);
});

it("names nobody from the lists where others read along", async () => {
  await using command = await openCommand();
  await command.say("deny_users=secret-person");
  const inGroup = { conversation: { id: "c", type: "group" as const } };
  for (const change of ["", "deny_users", "历史"]) {
    expect(await command.say(change, inGroup)).not.toContain("secret-person");
    expect(await command.say(change)).toContain("secret-person");
  }
  // Whoever takes a list back has named nobody.
  for (const change of ["deny_users 恢复", "deny_users="]) {
    expect(await command.say(change, inGroup)).toContain("`deny_users`：内容请在单聊里查看");
    await command.say("deny_users=secret-person");
  }
  expect(await command.say("deny_users 恢复")).toContain("去掉 `secret-person`");
});

it("sets, adds, removes and takes back, by key, variable or label", async () => {
  await using command = await openCommand({ DENY_USERS: "x" });
  expect(await command.say("黑名单+=y，z")).toContain("您是不是想写 `用户黑名单`");
  expect(await command.say("用户黑名单+=y，z")).toContain("加上 `y, z`");
  expect(await command.valueOf("deny_users")).toEqual(["x", "y", "z"]);
  expect(await command.say("DENY_USERS－＝y")).toContain("去掉 `y`");
  expect(await command.say("deny_users=")).toContain("去掉 `x, z`");
  expect(await command.valueOf("deny_users")).toEqual([]);
  const back = await command.say("deny_users 恢复");
  expect(back).toContain("环境变量 `DENY_USERS`");
  expect(await command.valueOf("deny_users")).toBeUndefined();
  expect(await command.say("Model=gpt-5")).toContain("`gpt-3.5-turbo` → `gpt-5`");
  expect(await command.valueOf("model")).toBe("gpt-5");
});

it("answers a value without a sign with the line to send, and changes nothing", async () => {
  await using command = await openCommand();
  expect(await command.say("max_request 3")).toContain("`#设置 max_request=3`");
  expect(await command.say("敏感词 赌博")).toMatch(/`#设置 sensitive_words\+=赌博`.*去掉用 `-=`/u);
  expect(await command.say("help\n第一行\n第二行")).toContain("`#设置 help=值`");
  expect(await command.say("apikey sk-pasted")).not.toContain("sk-pasted");
  for (const key of ["max_request", "sensitive_words", "help"]) {
    expect(await command.valueOf(key)).toBeUndefined();
  }
});

it("takes texts of several lines, and shows them whole", async () => {
  await using command = await openCommand();
  const help = "### 用法\n\n```\n先 @ 我\n```";
  expect(await command.say(`help=${help}`)).toContain("`自带的说明` → ");
  expect(await command.valueOf("help")).toBe(help);
  expect(await command.say("帮助")).toContain(`\`\`\`\`\n${help}\n\`\`\`\``);
  expect(await command.say("模板=\n- title: '#甲'\n  prefix: 问")).toContain("✅");
});

it("refuses a wrong value, says how it is written, and changes nothing", async () => {
  await using command = await openCommand();
  const words = await command.say("max_request=很多");
  expect(words).toMatch(/^🤷 \*\*抱歉\*\*/u);
  expect(words).toContain("没有改：`很多` 不能用。请写整数，0 表示不限。");
  expect(await command.say("templates={ broken")).toContain(
    "没有改：`{ broken` 不能用。请写 prompt.yml 的全文",
  );
  expect(await command.say("model=")).toContain("#设置 model 恢复");
  expect(await command.say("model+=a")).toContain("不是名单");
  expect(await command.say("deny_users+= ，")).toContain("没有写值");
  expect(await command.store.read()).toMatchObject({ version: 0 });
});

it("does not touch what is secret or needs a restart, and repeats none of it", async () => {
  await using command = await openCommand();
  for (const change of ["api_key=sk-secret", "REDIS_URL=redis://:sk-secret@h", "端口=sk-secret"]) {
    const words = await command.say(change);
    expect(words).toMatch(/^🤷 \*\*抱歉\*\*/u);
    expect(words).not.toContain("sk-secret");
  }
  expect(await command.say("denyusers=a")).toContain("您是不是想写 `deny_users`");
  expect(await command.store.read()).toMatchObject({ version: 0 });
});

it("lets nobody take themselves off the administrators, whatever way", async () => {
  await using command = await openCommand({ ADMIN_USERS: "second" });
  await command.say("admin_users+=boss");
  expect(await command.valueOf("admin_users")).toEqual(["second", "boss"]);
  for (const change of ["admin_users=second", "admin_users-=boss", "admin_users=", "管理员 恢复"]) {
    expect(await command.say(change)).toContain("没有您自己");
  }
  expect(await command.valueOf("admin_users")).toEqual(["second", "boss"]);
  expect(await command.say("admin_users=boss")).toContain("去掉 `second`");
});

it("closes no place to administrators from which it is asked to", async () => {
  await using command = await openCommand();
  const inGroup = { conversation: { id: "c", type: "group" as const } };
  expect(await command.say("chat_type= 2")).toContain("到群里");
  expect(await command.say("聊天类型=1", inGroup)).toContain("到单聊里");
  expect(await command.valueOf("chat_type")).toBeUndefined();
  expect(await command.say("chat_type=1")).toContain("✅");
  expect(await command.say("chat_type=2", inGroup)).toContain("✅");
});

it("changes nothing where nothing changes", async () => {
  await using command = await openCommand({ DENY_USERS: "x" });
  await command.say("model=a");
  for (const change of ["model=a", "help 恢复", "deny_users+=x", "deny_users-=nobody"]) {
    expect(await command.say(change)).toContain("没有变化");
  }
  expect(await command.store.read()).toMatchObject({ version: 1 });
});

it("does it once, and says the same again, when its job is run again", async () => {
  await using command = await openCommand();
  const job = command.jobOf("deny_users+=a");
  const first = await command.run(job);
  await command.say("deny_users-=a");
  expect(await command.run(job)).toContain("加上 `a`");
  expect(first).toContain("加上 `a`");
  expect(await command.valueOf("deny_users")).toEqual([]);
  expect(await command.store.history(10)).toHaveLength(2);
});

it("two who change at once both get what they wanted", async () => {
  await using command = await openCommand();
  const others = Array.from({ length: 5 }, (_unused, n) => command.say(`vip_users+=v${n}`));
  await Promise.all(others);
  const value = await command.valueOf("vip_users");
  expect(new Set(value)).toEqual(new Set(["v0", "v1", "v2", "v3", "v4"]));
});

it("finds out that an earlier run of the same job was faster by a hair", async () => {
  await using command = await openCommand();
  const job = command.jobOf("deny_users+=a");
  const { store } = command;
  // The look before the change saw nothing: the other run was not there yet.
  const blind = command.commandWith({ ...store, doneBy: async () => undefined });
  await command.run(job);
  await command.say("deny_users-=a");
  expect(await command.run(job, blind)).toContain("加上 `a`");
  expect(await command.valueOf("deny_users")).toEqual([]);
});

it("shows who changed what when, the newest first", async () => {
  await using command = await openCommand();
  expect(await command.say("历史")).toContain("还没有人改过");
  await command.say("max_request=5");
  await command.say("vip_users+=v", { user: { id: "second", staffId: "second", nick: "`老二`" } });
  const lines = (await command.say("历史")).split("\n").filter((line) => line.startsWith("- "));
  expect(lines).toEqual([
    "- t1000 `老二` **VIP用户**：加上 `v`",
    "- t1000 `老板` **每日提问上限**：`0` → `5`",
  ]);
});
