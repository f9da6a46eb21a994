import { openPrivateRedis, openTestRedis } from "@dinglane/test-redis";
import { Redis } from "ioredis";
import { describe, expect, it } from "vitest";
import { callbackBody, signedHeaders } from "./fixtures/callback.ts";
import { SECRET, startIngressProcess, type IngressProcess } from "./fixtures/ingress-process.ts";

const HOUR_MS = 3_600_000;
/** All that is written for a message; what ingress writes before any is the bounds that the lane scripts read. */
async function keysOfMessages(redis: { keys: (pattern: string) => Promise<string[]> }): Promise<string[]> {
  return (await redis.keys("*")).filter((key) => /:(ledger|lane|chat|window|quota):/.test(key)).toSorted();
}

/** With what is in them: a counter is there already when it counts once more. */
async function dumpOfMessages(redis: Redis): Promise<[key: string, dump: string | undefined][]> {
  const keys = await keysOfMessages(redis);
  return Promise.all(keys.map(async (key) => [key, (await redis.dumpBuffer(key))?.toString("hex")]));
}

const ask = async (ingress: Pick<IngressProcess, "post">, more = {}): Promise<string> =>
  (await ingress.post(callbackBody(more))).text();

describe("ingress", () => {
  it("queues a signed callback once, however often it comes", async () => {
    await using redis = await openTestRedis();
    await using ingress = await startIngressProcess({ REDIS_URL: redis.url });
    const body = callbackBody({ msgId: "msgA==" });
    const responses = await Promise.all([ingress.post(body), ingress.post(body, "/"), ingress.post(body)]);
    for (const response of responses) {
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({ msgtype: "empty" });
    }
    const ledger = (await redis.redis.keys("*:ledger:*")) as [string];
    expect(ledger).toHaveLength(1);
    expect(await redis.redis.hget(ledger[0], "to")).toContain("bearer-5e55");
    // The log lines are written after the answers.
    await expect.poll(() => ingress.printed().match(/"outcome":"queued"/g)).toHaveLength(1);
    await expect.poll(() => ingress.printed().match(/"outcome":"duplicate"/g)).toHaveLength(2);
  });

  it("queues a picture with the codes that it came with", async () => {
    await using redis = await openTestRedis();
    await using ingress = await startIngressProcess({ REDIS_URL: redis.url });
    const picture = { downloadCode: "mIof-1", pictureDownloadCode: "1lOl-2" };
    const content = { richText: [{ text: "这是什么" }, { type: "picture", ...picture }] };
    await ingress.post(callbackBody({ msgId: "msgP==", msgtype: "richText", text: undefined, content }));
    const key = (await redis.redis.keys("*:chat:*")).find((each) => /:m[\w-]{22}$/.test(each)) ?? "";
    const { question } = JSON.parse((await redis.redis.hget(key, "data")) ?? "{}") as { question: unknown };
    expect(question).toEqual({ text: "这是什么", attachments: [{ type: "picture", ...picture }] });
  });

  it("lets nothing unsigned, stale, forged, malformed or strange reach queue or ledger", async () => {
    await using redis = await openTestRedis();
    await using ingress = await startIngressProcess({
      REDIS_URL: redis.url,
      DINGTALK_OAPI_URL: "https://oapi.dingtalk.com",
    });
    const send = async (headers: Record<string, string>): Promise<number> => {
      const body = JSON.stringify(callbackBody());
      return (await fetch(ingress.url, { method: "POST", headers, body })).status;
    };
    expect(await send({})).toBe(401);
    expect(await send(signedHeaders(SECRET, Date.now() - HOUR_MS - 60_000))).toBe(401);
    expect(await send(signedHeaders("not the secret"))).toBe(401);
    expect((await ingress.post("{")).status).toBe(400);
    expect((await ingress.post({ hello: "world" })).status).toBe(400);
    expect((await ingress.post(callbackBody({ sessionWebhook: "https://evil.example/" }))).status).toBe(400);
    expect((await ingress.post(callbackBody({ text: { content: "长".repeat(400_000) } }))).status).toBe(413);
    expect(await keysOfMessages(redis.redis)).toEqual([]);
  });

  it("refuses by lists, words and length with a reply, and queues nothing", async () => {
    await using redis = await openTestRedis();
    await using ingress = await startIngressProcess({
      REDIS_URL: redis.url,
      DENY_USERS: "staff-9",
      SENSITIVE_WORDS: "赌博",
      MAX_QUESTION_LEN: "100",
    });
    const say = async (overrides: Record<string, unknown>): Promise<unknown> => {
      const response = await ingress.post(callbackBody(overrides));
      expect(response.status).toBe(200);
      return response.json();
    };
    expect(await say({ senderStaffId: "staff-9" })).toMatchObject({
      msgtype: "markdown",
      markdown: { text: expect.stringMatching(/管理员[^]*@staff-9$/) },
      at: { atUserIds: ["staff-9"] },
    });
    expect(await say({ text: { content: "赌博吗" } })).toMatchObject({
      markdown: { text: expect.stringContaining("敏感词") },
    });
    expect(await say({ text: { content: "长".repeat(300_000) } })).toMatchObject({
      markdown: { text: expect.stringContaining("约 100 个字") },
    });
    expect(await say({ text: { content: "图片" }, conversationType: "1" })).toMatchObject({
      markdown: { text: expect.not.stringContaining("@") },
    });
    expect(await keysOfMessages(redis.redis)).toEqual([]);
  });

  it("names the bound of a full line", async () => {
    await using redis = await openTestRedis();
    await using ingress = await startIngressProcess({ REDIS_URL: redis.url, LANE_LIMIT: "2" });
    const bodies: unknown[] = [];
    for (let sent = 0; sent < 4; sent++) bodies.push(await (await ingress.post(callbackBody())).json());
    expect(bodies.slice(0, 3)).toEqual(Array.from({ length: 3 }, () => ({ msgtype: "empty" })));
    expect(bodies[3]).toMatchObject({ markdown: { text: expect.stringContaining("最多排 2 条") } });
    // Help has a line of its own.
    expect(await (await ingress.post(callbackBody({ text: { content: "帮助" } }))).json()).toEqual({
      msgtype: "empty",
    });
  });

  it("counts a person's day in every process and over restarts, but not VIPs, commands and refusals", async () => {
    await using redis = await openTestRedis();
    const env = {
      REDIS_URL: redis.url,
      MAX_REQUEST: "2",
      LANE_LIMIT: "50",
      VIP_USERS: "vip",
      ADMIN_USERS: "boss",
    };
    {
      await using ingress = await startIngressProcess(env);
      expect(await ask(ingress)).toContain("empty");
      await ask(ingress, { text: { content: "重置" } });
      await ask(ingress, { text: { content: "图片" } });
    }
    await using ingress = await startIngressProcess(env);
    expect(await ask(ingress)).toContain("empty");
    expect(await ask(ingress)).toMatch(/上限（2 次），请明天/);
    for (const senderStaffId of ["vip", "boss", "staff-2"]) {
      for (let asked = 0; asked < 2; asked++)
        expect(await ask(ingress, { senderStaffId })).toContain("empty");
    }
    expect(await ask(ingress, { senderStaffId: "vip" })).toContain("empty");
    expect(await ask(ingress, { senderStaffId: "staff-2" })).toContain("上限");
  });

  it("stops what waits, once, and says how many", async () => {
    await using redis = await openTestRedis();
    await using ingress = await startIngressProcess({ REDIS_URL: redis.url });
    await using other = await startIngressProcess({ REDIS_URL: redis.url });
    for (let asked = 0; asked < 3; asked++) await ingress.post(callbackBody());
    const stop = callbackBody({ text: { content: "停止" } });
    const answers = await Promise.all([ingress.post(stop), other.post(stop)]);
    for (const answer of answers) expect(await answer.text()).toContain("**3** 条");
    await ingress.post(callbackBody());
    expect(await (await other.post(stop)).text()).toContain("**3** 条");
    const again = await ingress.post(callbackBody({ text: { content: "取消" } }));
    expect(await again.text()).toContain("**1** 条");
    const none = await ingress.post(callbackBody({ text: { content: "取消" } }));
    expect(await none.text()).toContain("没有正在回答或排队的消息");
    expect(ingress.printed() + other.printed()).toMatch(/"outcome":"carried_out","reason":"stop"/);
  });

  it("refuses in words while Redis is nearly full, and takes messages again when there is room", async () => {
    await using server = await openPrivateRedis();
    await using ingress = await startIngressProcess({ REDIS_URL: server.url, RATE_LIMIT_PER_MINUTE: "0" });
    const client = new Redis(server.url);
    expect(await ask(ingress)).toContain("empty");
    // Made there: what a client sends takes twice the room for a moment.
    await client.eval("return redis.call('SET', KEYS[1], string.rep('x', 3e7))", 1, "filler");
    const used = Number(/used_memory:(\d+)/.exec(await client.info("memory"))?.[1]);
    await client.config("SET", "maxmemory", String(Math.round(used / 0.9)));
    await expect.poll(() => ask(ingress), { timeout: 5_000 }).toContain("现在太忙");
    expect(await ask(ingress, { text: { content: "停止" } })).toContain("已停止");
    await client.unlink("filler");
    await expect.poll(() => ask(ingress), { timeout: 5_000 }).toContain("empty");
    client.disconnect();
  });

  it("says when somebody who asks too fast may come back", async () => {
    await using redis = await openTestRedis();
    await using ingress = await startIngressProcess({ REDIS_URL: redis.url, RATE_LIMIT_PER_MINUTE: "1" });
    await ingress.post(callbackBody());
    expect(await (await ingress.post(callbackBody())).json()).toMatchObject({
      markdown: { text: expect.stringMatching(/每分钟最多 1 条。请 (60|5\d) 秒后再试/) },
    });
  });

  it("answers 503 in words while Redis is away, at the start and later, and recovers", async () => {
    await using server = await openPrivateRedis();
    await server.kill();
    await using ingress = await startIngressProcess({ REDIS_URL: server.url });
    const expectUnavailable = async (
      words = "没有收下",
      msgId: string = `msg${crypto.randomUUID()}`,
    ): Promise<void> => {
      const startedAtMs = performance.now();
      const response = await ingress.post(callbackBody({ msgId }));
      expect(performance.now() - startedAtMs).toBeLessThan(2_000);
      expect(response.status).toBe(503);
      expect(await response.json()).toMatchObject({
        msgtype: "markdown",
        markdown: { text: expect.stringContaining(words) },
      });
    };
    const post = async (): Promise<number> => (await ingress.post(callbackBody())).status;
    await expectUnavailable("这条消息没有收下");
    await server.start();
    await expect.poll(post, { timeout: 10_000 }).toBe(200);
    await server.kill();
    await expectUnavailable();
    await server.start();
    await expect.poll(post, { timeout: 10_000 }).toBe(200);

    // A Redis that is there but does not answer: it may yet do what it was asked.
    const client = new Redis(server.url);
    await client.client("PAUSE", 3_000, "ALL");
    await expectUnavailable("可能没有收下；一分钟内没有回答，请再发一次", "msgLate");
    expect(await client.keys("*:ledger:*msgLate")).toHaveLength(1);
    client.disconnect();
    expect(ingress.printed()).toMatch(/"outcome":"unavailable","reason":"not_taken"/);
    expect(ingress.printed()).toMatch(/"outcome":"unavailable","reason":"no_answer"/);
  });

  it("writes no secret, webhook, nick or text into its log, a full Redis' errors included, and nothing into that", async () => {
    await using server = await openPrivateRedis();
    await using ingress = await startIngressProcess({
      REDIS_URL: server.url,
      SENSITIVE_WORDS: "赌博",
      MAX_REQUEST: "10",
      RATE_LIMIT_PER_MINUTE: "10",
    });
    expect((await ingress.post(callbackBody())).status).toBe(200);
    await ingress.post(callbackBody({ text: { content: "秘密的赌博" } }));
    await ingress.post(`{"秘密的`);
    await ingress.post(callbackBody({ sessionWebhook: "https://evil.example/?session=bearer-5e55" }));
    const client = new Redis(server.url);
    const before = await dumpOfMessages(client);
    const kinds = new Set(before.map(([key]) => key.split(":")[2]));
    expect(kinds).toEqual(new Set(["chat", "lane", "ledger", "quota", "window"]));
    await client.config("SET", "maxmemory", "1");
    const full = await ingress.post(callbackBody());
    expect(full.status).toBe(503);
    expect(await full.text()).toContain("这条消息没有收下");
    // Refused at the first write of its script: nothing half-done is left.
    expect(await dumpOfMessages(client)).toEqual(before);
    client.disconnect();
    expect(await ingress.stop()).toBe(0);

    const printed = ingress.printed();
    expect(printed.match(/"outcome":/g)).toHaveLength(5);
    for (const secret of [SECRET, "bearer-5e55", "sendBySession", "秘密", "昵称小钉"]) {
      expect(printed).not.toContain(secret);
    }
  });

  it("counts messages and times acknowledgements", async () => {
    await using redis = await openTestRedis();
    await using ingress = await startIngressProcess({ REDIS_URL: redis.url });
    await ingress.post(callbackBody());
    await ingress.post("{");
    const metrics = await (await fetch(`${ingress.url}/metrics`)).text();
    const samples = metrics
      .split("\n")
      .filter((line) => /^dinglane_ingress_(messages_total|ack_seconds_count)/.test(line));
    const sampleOf = (name: string, ...labels: string[]): string | undefined =>
      samples.find((line) => line.startsWith(name) && labels.every((label) => line.includes(label)));
    expect(sampleOf("dinglane_ingress_messages_total", 'outcome="queued"')).toMatch(/ 1$/);
    expect(sampleOf("dinglane_ingress_messages_total", 'outcome="rejected"', 'reason="malformed"')).toMatch(
      / 1$/,
    );
    expect(sampleOf("dinglane_ingress_ack_seconds_count", 'outcome="queued"')).toMatch(/ 1$/);
    expect((await fetch(`${ingress.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${ingress.url}/readyz`)).status).toBe(200);
  });
});
