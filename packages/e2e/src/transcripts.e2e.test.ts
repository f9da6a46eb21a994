import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Delivery } from "@dinglane/simulator";
import type { Redis } from "ioredis";
import { expect, test } from "vitest";
import { group, startStack, type RunningService, type Stack, type StackOptions } from "./start-stack.ts";

/** user00 is the administrator. */
const BOSS = "user00";
const ASKER = "user01";
const OUTBOX = "dinglane:{0}:transcripts:outbox";
const SOON = { timeout: 20_000 };

interface Transcripts extends Stack {
  admin: RunningService;
}

async function startWithTranscripts(options: StackOptions & { links?: boolean } = {}): Promise<Transcripts> {
  const env = { ADMIN_USERS: "staff-user00", RATE_LIMIT_PER_MINUTE: "0", ...options.env };
  const stack = await startStack({ ...options, env });
  const links = options.links === false ? {} : { SERVICE_URL: `${stack.ingress.url}/` };
  return Object.assign(stack, { admin: await stack.start("admin-worker", links) });
}

const told = async (stack: Stack, from: string, where: string, text: string): Promise<Delivery> => {
  const { msgId } = await stack.simulator.say({ from, in: where, text });
  return stack.simulator.waitForReply((sent) => sent.msgId === msgId && sent.via !== "openapi", 20_000);
};
const privately = (stack: Stack, text: string, from = BOSS): Promise<Delivery> =>
  told(stack, from, "private", text);
/** What came to somebody one-to-one without having been asked there. */
const sentAlone = (stack: Stack): Delivery[] =>
  stack.simulator.deliveries.filter(({ via }) => via === "openapi");
const linkIn = (text: string): string => /\((http:[^)]+\/exports\/[\w-]+)\)/.exec(text)?.[1] ?? "";

/** Reads the database file as another program would; [] while there is none. */
function rows({ dataDir }: Stack, sql: string): Record<string, unknown>[] {
  const database = new DatabaseSync(join(dataDir, "transcripts.sqlite"), { readOnly: true, timeout: 5_000 });
  try {
    return database
      .prepare(sql)
      .all()
      .map((row) => ({ ...row }));
  } finally {
    database.close();
  }
}

test("an answer is readable; its administrator gets a link alone, which shows, finds and gives it as a file", async () => {
  await using stack = await startWithTranscripts();
  const asked = await told(stack, ASKER, group.id, "长城有多长？<script>alert(1)</script>");
  await expect
    .poll(() => rows(stack, "select answer from exchanges").length, { interval: 10, timeout: 10_000 })
    .toBe(1);
  expect(asked.text).toContain("答：长城有多长");

  const inGroup = await told(stack, BOSS, group.id, "#查对话 username：同事1");
  expect(inGroup.text).toContain("单独发给您");
  expect(inGroup.text).not.toMatch(/exports|长城|staff-user01/);
  await expect.poll(() => sentAlone(stack).length, SOON).toBe(1);
  const [alone] = sentAlone(stack);
  expect(alone?.text).toContain("staff-user01");
  const link = linkIn(alone?.text ?? "");
  const page = await fetch(`${link}?q=${encodeURIComponent("长城")}`);
  const html = await page.text();
  expect(page.status).toBe(200);
  expect(html).toContain("<mark>长城</mark>");
  expect(html).not.toContain("<script");
  expect(await (await fetch(`${link}?format=csv`)).text()).toContain("答：长城有多长");
  expect((await fetch(link.replace(/[\w-]{4}$/, "AAAA"))).status).toBe(404);

  const direct = await privately(stack, "#查对话 userid:staff-user01 7天");
  expect(linkIn(direct.text)).not.toBe("");
  const readings = "select action, by_user_id, of_user_id, exchanges from readings order by at_ms, action";
  const by = { by_user_id: "staff-user00", of_user_id: "staff-user01", exchanges: 1 };
  await expect
    .poll(() => rows(stack, readings), SOON)
    .toEqual(["asked", "opened", "downloaded_csv", "asked"].map((action) => ({ action, ...by })));
  const metrics = await (await fetch(`${stack.admin.url}/metrics`)).text();
  expect(metrics).toMatch(/dinglane_transcript_entries_total\{[^}]*outcome="stored"[^}]*\} 5/);
  expect(metrics).toMatch(/dinglane_transcript_oldest_seconds\{[^}]*\} 0/);
  expect(stack.output()).not.toMatch(/长城|\/exports\//);
});

test("an answer is in the database within a second", async () => {
  await using stack = await startWithTranscripts();
  const waits: number[] = [];
  for (let asked = 1; asked <= 5; asked++) {
    await told(stack, ASKER, "private", `第${asked}问`);
    const answeredAtMs = performance.now();
    await expect
      .poll(() => rows(stack, "select 1 from exchanges").length, { interval: 10, timeout: 10_000 })
      .toBe(asked);
    waits.push(performance.now() - answeredAtMs);
  }
  // It takes milliseconds; of five, a machine that is busy may hold up two.
  const [, , median = Infinity] = waits.toSorted((one, other) => one - other);
  expect(median).toBeLessThan(1_000);
});

test("people of one nick are told apart; nonsense is explained; nobody else gets anything", async () => {
  const people = [
    { id: "user00", nick: "老板", staffId: "staff-user00" },
    { id: "user01", nick: "张三", staffId: "staff-user01" },
    { id: "user02", nick: "张三", staffId: "staff-user02" },
  ];
  await using stack = await startWithTranscripts({ simulator: { people } });
  for (const from of ["user01", "user02", "user02"]) await told(stack, from, "private", `${from}的问题`);
  await expect.poll(() => rows(stack, "select 1 from exchanges").length, SOON).toBe(3);

  const several = (await privately(stack, "#查对话 username:张三")).text;
  expect(several).toMatch(/staff-user02`）：2 条[^]*staff-user01`）：1 条/);
  expect(several).not.toMatch(/exports|的问题/);
  const inGroup = await told(stack, BOSS, group.id, "#查对话 张三");
  expect(inGroup.text).toContain("单独发给您");
  expect(inGroup.text).not.toMatch(/staff-user0[12]/);

  for (const text of [
    "查对话",
    "#查对话",
    "#查对话：",
    "#查对话 username:",
    "#查对话 foo:bar",
    "#查对话 张三 0天",
  ]) {
    expect((await privately(stack, text)).text).toContain("#查对话 username:张三");
  }
  const long = "x".repeat(3_000);
  for (const text of ["#查对话 username:没有这个人", `#查对话 username:' or 1=1 --`, "#查对话 %"]) {
    expect((await privately(stack, text)).text).toContain("没有找到");
  }
  expect((await privately(stack, `#查对话 username:${long}`)).text).toContain("#查对话 username:张三");
  for (const text of ["查对话", "#查对话 username:张三", "#查对话", "#删除对话 userid:staff-user01"]) {
    const denied = (await privately(stack, text, "user01")).text;
    expect(denied).toContain("管理员");
    expect(denied).not.toContain("staff-user");
  }
  expect(stack.admin.exited()).toBe(false);
  expect(rows(stack, "select 1 from exchanges")).toHaveLength(3);
});

test("without a public address the transcript comes as a file, to the administrator alone", async () => {
  await using stack = await startWithTranscripts({ links: false });
  await told(stack, ASKER, "private", "今天星期几");
  await expect.poll(() => rows(stack, "select 1 from exchanges").length, SOON).toBe(1);
  const inGroup = await told(stack, BOSS, group.id, "#查对话 同事1");
  expect(inGroup.text).toContain("单独发给您");
  const reply = await privately(stack, "#查对话 同事1");
  expect(reply.text).toMatch(/service_url[^]*文件[^]*单独发给您/);
  const files = sentAlone(stack);
  expect(files).toHaveLength(2);
  expect(JSON.stringify(files[0]?.body)).toMatch(/sampleFile[^]*对话记录-[\d-]+\.zip/);
  await expect
    .poll(() => rows(stack, "select action from readings"), SOON)
    .toEqual([{ action: "sent_file" }, { action: "sent_file" }]);
});

test("killed between reading and storing: the next one stores what it had in hand", async () => {
  await using stack = await startWithTranscripts();
  await expect.poll(() => stack.redis.xinfo("GROUPS", OUTBOX).catch(() => []), SOON).toHaveLength(1);
  const busy = new DatabaseSync(join(stack.dataDir, "transcripts.sqlite"));
  busy.exec("begin immediate");
  await told(stack, ASKER, "private", "问题");
  const pending = async () => String(await stack.redis.xpending(OUTBOX, "database"));
  await expect.poll(pending, { ...SOON, interval: 20 }).toMatch(/^1,/);
  await stack.admin.end("SIGKILL");
  busy.exec("rollback");
  busy.close();
  expect(rows(stack, "select 1 from exchanges")).toEqual([]);
  expect(await stack.redis.xlen(OUTBOX)).toBe(1);
  await stack.start("admin-worker");
  await expect
    .poll(() => rows(stack, "select question from exchanges"), SOON)
    .toEqual([{ question: "问题" }]);
  await expect.poll(() => stack.redis.xlen(OUTBOX), SOON).toBe(0);
});

test("of two, one is killed while it works: every exchange is stored, once", async () => {
  await using stack = await startWithTranscripts({ workers: 1 });
  const other = await stack.start("admin-worker");
  const questions = Array.from({ length: 24 }, (_, n) => `第${n}个问题`);
  const asking = Promise.all(
    questions.map(async (text, n) => told(stack, `user${String(10 + n)}`, "private", text)),
  );
  await expect.poll(() => rows(stack, "select 1 from exchanges").length, SOON).toBeGreaterThan(2);
  // Whichever reads: the one that is left goes on.
  await stack.admin.end("SIGKILL");
  await asking;
  // As if it had died with a batch in hand: read, not confirmed, stored or not.
  const again = rows(stack, "select * from exchanges limit 1")[0];
  const { robot_key: robotKey, msg_id: msgId, user_id: id, nick } = again as Record<string, string>;
  const twice = {
    v: 1,
    type: "exchange",
    msgId,
    robotKey,
    user: { id, nick },
    conversation: { id: "c", type: "oneToOne" },
    kind: "chat",
    question: "重复",
    answer: "重复",
    model: "m",
    askedAtMs: 1,
    answeredAtMs: 1,
  };
  await stack.redis.xadd(OUTBOX, "*", "json", JSON.stringify(twice));
  await stack.redis.xadd(OUTBOX, "*", "json", "{broken");
  await expect.poll(() => stack.redis.xlen(OUTBOX), SOON).toBe(0);
  const stored = rows(stack, "select question from exchanges").map(({ question }) => String(question));
  expect(stored.toSorted((one, two) => one.localeCompare(two))).toEqual(
    questions.toSorted((one, two) => one.localeCompare(two)),
  );
  expect(await stack.redis.xlen("dinglane:{0}:transcripts:dead")).toBe(1);
  expect(other.exited()).toBe(false);
});

/** Everything that a database of Redis holds, as bytes: a name, a string, a hash, whatever. */
async function everythingIn(redis: Redis): Promise<string> {
  const held: unknown[] = [];
  for await (const keys of redis.scanStream({ count: 1_000 }) as AsyncIterable<string[]>) {
    for (const key of keys) {
      const type = await redis.type(key);
      held.push(key);
      if (type === "string") held.push(await redis.get(key));
      else if (type === "hash") held.push(await redis.hgetall(key));
      else if (type === "list") held.push(await redis.lrange(key, 0, -1));
      else if (type === "set") held.push(await redis.smembers(key));
      else if (type === "zset") held.push(await redis.zrange(key, 0, "-1"));
      else if (type === "stream") held.push(await redis.xrange(key, "-", "+"));
      else if (type !== "none") throw new Error(`a key of type ${type}`);
    }
  }
  return JSON.stringify(held);
}
const filesOf = ({ dataDir }: Stack): string =>
  readdirSync(dataDir)
    .map((name) => readFileSync(join(dataDir, name)).toString("utf8"))
    .join("\n");

test("an erased person leaves no trace of their words in Redis or SQL, whatever was under way", async () => {
  const SECRET = "藏宝图在第三棵树下";
  const held = Promise.withResolvers<void>();
  await using stack = await startWithTranscripts({
    async answer({ question }) {
      if (question.includes("想很久")) await held.promise;
      if (question.includes("会失败"))
        return { error: { message: "no", code: "invalid_api_key" }, status: 401 };
      return { content: `您说${question}` };
    },
  });
  const says = (where: string, text: string) =>
    stack.simulator.say({ from: ASKER, in: where, text: `${SECRET} ${text}` });
  // Answered, with context, in two conversations; failed; and what somebody else said, who stays.
  await told(stack, ASKER, "private", "串聊");
  for (const where of ["private", group.id]) await told(stack, ASKER, where, `${SECRET} 记住`);
  await stack.simulator.waitForReply((await says("private", "会失败")).msgId, 30_000);
  await told(stack, "user02", "private", "别人的问题");
  await expect.poll(() => rows(stack, "select 1 from exchanges").length, SOON).toBe(3);
  // An export, an entry that nobody could read, one on its way while nobody reads.
  const page = linkIn((await privately(stack, "#查对话 userid:staff-user01")).text);
  expect(await (await fetch(page)).text()).toContain(SECRET);
  await stack.redis.xadd(OUTBOX, "*", "json", `{"v":9,"user":{"id":"staff-user01"},"question":"${SECRET}"}`);
  await expect.poll(() => stack.redis.xlen("dinglane:{0}:transcripts:dead"), SOON).toBe(1);
  // Running and waiting.
  await says("private", "想很久");
  await says("private", "排着队");
  await expect
    .poll(() => stack.model.calls.some(({ question }) => question.includes("想很久")), SOON)
    .toBe(true);
  expect(await everythingIn(stack.redis)).toContain(SECRET);

  const reply = await privately(stack, "#删除对话 userid:staff-user01");
  held.resolve();
  expect(reply.text).toMatch(/已删除[^]*保存的对话：2[^]*串聊的上下文[^]*2 条消息正在等待/);
  expect(await everythingIn(stack.redis)).not.toContain(SECRET);
  expect(filesOf(stack)).not.toContain(SECRET);
  expect((await fetch(page)).status).toBe(404);
  expect(rows(stack, "select user_id, by_user_id from erasures")).toContainEqual({
    user_id: "staff-user01",
    by_user_id: "staff-user00",
  });
  expect(rows(stack, "select question from exchanges")).toEqual([{ question: "别人的问题" }]);

  // The person is served as before, and begins anew.
  const anew = await told(stack, ASKER, "private", "你好");
  expect(anew.text).toBe("您说你好");
  expect(
    stack.model.calls
      .at(-1)
      ?.messages.map(({ content }) => String(content))
      .join(""),
  ).not.toContain(SECRET);
  await expect.poll(() => rows(stack, "select 1 from exchanges").length, SOON).toBe(2);
  expect(await everythingIn(stack.redis)).not.toContain(SECRET);
  expect((await privately(stack, "#删除对话 userid:nobody")).text).toContain("没有找到");
});
