import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "./find-compose.ts";
import { openSession, postCallback, seenReplies, timesStalled, waitForReplies } from "./playground.ts";
import { secretVariables } from "./secret-variables.ts";
import { type ComposeProject, startCompose } from "./start-compose.ts";
import { stopExits } from "./stop-exits.ts";

/** One project for all tests, which follow each other: an image takes a minute to build. */
let project: ComposeProject;
let sessionWebhook: string;

const GRACE_MS = 35_000;

const MODEL = ["APIKEY", "OPENAI_API_KEY", "AZURE_OPENAI_TOKEN", "HTTP_PROXY"];
const DINGTALK = ["DINGTALK_CREDENTIALS", "APP_SECRETS"];
const SECRETS_OF = {
  ingress: [...DINGTALK, "REDIS_URL"],
  "chat-worker": [...DINGTALK, ...MODEL, "REDIS_URL"],
  "image-worker": [...DINGTALK, ...MODEL, "REDIS_URL"],
  "admin-worker": [...DINGTALK, ...MODEL, "REDIS_URL"],
  dashboard: ["DASHBOARD_USERS", "REDIS_URL"],
  simulator: ["DINGTALK_CREDENTIALS"],
  "demo-model": [],
};
const services = Object.keys(SECRETS_OF);

beforeAll(async () => {
  project = await startCompose("help: 这份帮助来自挂载的文件\n");
  sessionWebhook = await openSession(project);
});

afterAll(async () => {
  await project?.[Symbol.asyncDispose]();
});

async function ask(from: string, text: string): Promise<string> {
  const { msgId, status } = await postCallback(project, { from, text, sessionWebhook });
  expect(status).toBe(200);
  return msgId;
}

test.each(services)(
  "%s: node is process 1, as a user without rights, and finds nothing to write on",
  async (service) => {
    const facts = await project.exec(
      service,
      "node",
      "-p",
      `const { readFileSync, accessSync, constants } = require("fs");
     const writable = (path) => { try { accessSync(path, constants.W_OK); return true } catch { return false } };
     const status = readFileSync("/proc/1/status", "utf8");
     JSON.stringify({
       command: readFileSync("/proc/1/cmdline", "utf8").split("\\0").slice(0, 2).join(" "),
       uids: /^Uid:(.*)$/m.exec(status)[1].trim().split(/\\s+/),
       capabilities: /^CapEff:(.*)$/m.exec(status)[1].trim(),
       writable: ["/app", "/app/packages", "/app/config", "/usr/local/bin", "/"].filter(writable),
     })`,
    );
    expect(JSON.parse(facts)).toEqual({
      command: expect.stringMatching(/^node packages\/[a-z-]+\/src\/[a-z-]+\.ts$/u),
      uids: ["1000", "1000", "1000", "1000"],
      capabilities: "0000000000000000",
      writable: [],
    });
  },
);

test("the image holds what production needs and no more", async () => {
  const packages = (await project.exec("ingress", "ls", "/app/node_modules/.pnpm")).split("\n");
  const names = packages.map((name) => /^@?[^@]+/u.exec(name)?.[0]);
  for (const wanted of ["express", "ioredis", "bullmq", "openai"]) expect(names).toContain(wanted);
  for (const unwanted of [
    "vitest",
    "vite",
    "typescript",
    "playwright-core",
    "testcontainers",
    "knip",
    "node",
  ]) {
    expect(names).not.toContain(unwanted);
  }
  expect(
    names.filter((name) => /^@(typescript|types\+node|vitest|oxlint|oxfmt|turbo)/u.test(name ?? "")),
  ).toEqual([]);
  const tests = await project.exec(
    "ingress",
    "find",
    "/app/packages",
    "-name",
    "*.test.ts",
    "-not",
    "-path",
    "*/node_modules/*",
  );
  expect(tests).toBe("");
});

test.each(Object.entries(SECRETS_OF))("%s holds no secret that it does not need", async (service, needed) => {
  const lines = (await project.exec(service, "env")).split("\n");
  // Blank by name, not just absent: whatever .env holds some day stays out.
  const kept = secretVariables().filter((variable) => !lines.includes(`${variable}=`));
  expect(new Set(kept)).toEqual(new Set(needed));
});

test("who needs a secret has it", async () => {
  expect(await project.exec("chat-worker", "printenv", "APIKEY")).toBe("local-demo-model");
  expect(await project.exec("ingress", "printenv", "DINGTALK_CREDENTIALS")).toMatch(/^dingplayground:/u);
  expect(await project.exec("dashboard", "printenv", "DASHBOARD_USERS")).toMatch(/^operator:/u);
});

test("Redis asks for a password, keeps an append-only file, evicts nothing and is not published", async () => {
  await expect(
    project.exec("redis", "env", "-u", "REDISCLI_AUTH", "redis-cli", "-e", "dbsize"),
  ).rejects.toThrow("NOAUTH");
  expect(await project.redis("CONFIG", "GET", "appendonly")).toContain("yes");
  expect(await project.redis("CONFIG", "GET", "maxmemory-policy")).toContain("noeviction");
  const [id = ""] = await project.containers("redis");
  expect(await run("docker", ["port", id])).toBe("");
});

test("the dashboard is there, behind its login", async () => {
  expect((await fetch(`${project.dashboardUrl}/healthz`)).status).toBe(200);
  const page = await fetch(project.dashboardUrl, { redirect: "manual" });
  expect(page.status).not.toBe(200);
});

test("a signed callback to the published port is answered at the simulator, a forged one is refused", async () => {
  await ask("staff-curl", "问curl");
  const replies = await waitForReplies(project, ({ text }) => text.includes("问curl"), 1, 20_000);
  expect(replies[0]?.text).toMatch(/@staff-curl$/u);
  const forged = await postCallback(project, {
    from: "staff-x",
    text: "问forged",
    sessionWebhook,
    secret: "guessed",
  });
  expect(forged.status).toBeGreaterThanOrEqual(400);
});

test("a config.yml in the mounted directory is read", async () => {
  await ask("staff-help", "帮助");
  await waitForReplies(project, ({ text }) => text.includes("这份帮助来自挂载的文件"), 1, 20_000);
});

test("three chat-workers answer everybody, and each person in order", async () => {
  await project.compose("up", "-d", "--no-build", "--scale", "chat-worker=3");
  await project.untilHealthy();
  expect(await project.containers("chat-worker")).toHaveLength(3);

  const people = [0, 1, 2, 3, 4];
  const questions = [0, 1, 2, 3, 4, 5];
  await Promise.all(
    people.map(async (person) => {
      for (const question of questions) await ask(`staff-p${person}`, `问p${person}q${question}`);
    }),
  );
  const replies = await waitForReplies(project, ({ text }) => /问p\d/u.test(text), 30, 60_000);
  const order = people.map((person) =>
    replies
      .map(({ text }) => /问p(\d)q(\d)/u.exec(text))
      .flatMap((found) => (found?.[1] === `${person}` ? [Number(found[2])] : [])),
  );
  expect(order).toEqual(people.map(() => questions));
});

test("two of three workers killed in the middle of their answers lose nothing and repeat nothing", async () => {
  const [first = "", second = ""] = await project.containers("chat-worker");
  const people = Array.from({ length: 12 }, (_, n) => `k${n}k`);
  const msgIds = await Promise.all(people.map((person) => ask(`staff-${person}`, `问${person}`)));
  // The demo model thinks for half a second, then writes for one or two.
  await sleep(600);
  await run("docker", ["kill", "-s", "KILL", first, second]);

  await waitForReplies(project, ({ text }) => /问k\d+k/u.test(text), people.length, 120_000);
  const stalled = await Promise.all(msgIds.map((msgId) => timesStalled(project, msgId)));
  expect(
    stalled.filter((times) => times > 0).length,
    "no worker was in the middle of an answer",
  ).toBeGreaterThan(0);
  const answered = (await seenReplies(project)).flatMap(({ text }) => /问(k\d+k)/u.exec(text)?.[1] ?? []);
  expect(answered).toHaveLength(people.length);
  expect(new Set(answered)).toEqual(new Set(people));

  await project.compose("up", "-d", "--no-build", "--scale", "chat-worker=3");
  await project.untilHealthy();
});

test("stopped in the middle of answers, workers finish them first and end in order", async () => {
  const people = Array.from({ length: 6 }, (_, n) => `s${n}s`);
  await Promise.all(people.map((person) => ask(`staff-${person}`, `问${person}`)));
  await sleep(600);
  const { exits, tookMs } = await stopExits(await project.containers(), () =>
    project.compose("stop", "ingress", "chat-worker"),
  );
  expect(exits.toSorted((a, b) => a.service.localeCompare(b.service))).toEqual([
    { service: "chat-worker", code: 0 },
    { service: "chat-worker", code: 0 },
    { service: "chat-worker", code: 0 },
    { service: "ingress", code: 0 },
  ]);
  expect(tookMs).toBeLessThan(GRACE_MS);
  const answered = (await seenReplies(project)).filter(({ text }) => /问s\ds/u.test(text)).length;
  const waiting =
    Number(await project.redis("ZCARD", "dinglane:{0}:chat:prioritized")) +
    Number(await project.redis("LLEN", "dinglane:{0}:chat:wait"));
  expect(Number(await project.redis("LLEN", "dinglane:{0}:chat:active"))).toBe(0);
  expect(answered + waiting).toBe(people.length);

  await project.compose("up", "-d", "--no-build", "--scale", "chat-worker=3");
  await project.untilHealthy();
  await waitForReplies(project, ({ text }) => /问s\ds/u.test(text), people.length, 30_000);
});

test("down ends everything within the grace period, each with exit code 0", async () => {
  const { exits, tookMs } = await stopExits(await project.containers(), () => project.compose("down"));
  // Each service once, chat-worker three times, and Redis.
  expect(exits).toHaveLength(services.length + 2 + 1);
  expect(exits.filter(({ code }) => code !== 0)).toEqual([]);
  expect(tookMs).toBeLessThan(GRACE_MS);
  expect(await project.containers()).toEqual([]);
});
