import { createHmac } from "node:crypto";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findFreePort } from "@dinglane/local-redis";
import { startSimulator } from "@dinglane/simulator";
import { openTestRedis } from "@dinglane/test-redis";
import { expect, test } from "vitest";
import { startService, type RunningService, type ServiceName } from "./start-service.ts";
import { group, people, robot, startStack } from "./start-stack.ts";

/** The reference system's own files, key by key and value by value, in our own words. */
const files = fileURLToPath(new URL("../../runtime/src/fixtures/reference-shape/", import.meta.url));
const CONFIG_FILE = `${files}config.yml`;
const PROMPT_FILE = `${files}prompt.yml`;
/** As in that file: everybody knows it. */
const PLACEHOLDER = { clientId: "put-your-client-id-here", clientSecret: "put-your-client-secret-here" };

/** The example as it is, over a DingTalk that does not know its robot. */
async function startFromExample(names: ServiceName[], env: Record<string, string> = {}) {
  const stack = new AsyncDisposableStack();
  const redis = stack.use(await openTestRedis());
  const dataDir = await mkdtemp(join(tmpdir(), "dinglane-example-"));
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  const simulator = stack.use(await startSimulator({ robots: [robot], people, groups: [group] }));
  const services: RunningService[] = [];
  for (const name of names) {
    const service = await startService(name, await findFreePort(), {
      REDIS_URL: redis.url,
      DINGTALK_API_URL: simulator.url,
      DINGTALK_OAPI_URL: simulator.url,
      BASE_URL: simulator.url,
      CONFIG_FILE,
      PROMPT_FILE,
      DATA_DIR: dataDir,
      DASHBOARD_USERS: "op:a-long-password:operator",
      ...env,
    });
    services.push(service);
    stack.defer(async () => {
      await service.end("SIGTERM");
    });
  }
  return { simulator, services, [Symbol.asyncDispose]: async () => stack.disposeAsync() };
}

const linesOf = (service: RunningService | undefined, words: string): string[] =>
  (service?.output() ?? "").split("\n").filter((line) => line.includes(words));

test("the example's config.yml and prompt.yml start every service; the robot that nobody knows is reported once", async () => {
  await using started = await startFromExample([
    "ingress",
    "chat-worker",
    "image-worker",
    "admin-worker",
    "dashboard",
  ]);
  const [ingress] = started.services;
  await expect
    .poll(() => linesOf(ingress, "DingTalk refuses this robot's credentials").length, { timeout: 60_000 })
    .toBe(1);
  for (const service of started.services) {
    expect(service.exited(), service.name).toBe(false);
    expect((await fetch(`${service.url}/readyz`)).status, service.name).toBe(200);
    expect(linesOf(service, "still holds the example's placeholder").length).toBeGreaterThan(0);
  }
}, 90_000);

test("in HTTP mode the example's secret, which everybody knows, opens no door", async () => {
  await using started = await startFromExample(["ingress"], { RUN_MODE: "http" });
  const [ingress] = started.services;
  const timestamp = String(Date.now());
  const sign = createHmac("sha256", PLACEHOLDER.clientSecret)
    .update(`${timestamp}\n${PLACEHOLDER.clientSecret}`)
    .digest("base64");
  const headers = { timestamp, sign, "content-type": "application/json" };
  const answer = await fetch(`${ingress?.url}/`, { method: "POST", headers, body: "{}" });
  expect(answer.status).toBe(401);
  expect((await fetch(`${ingress?.url}/readyz`)).status).toBe(200);
  expect(linesOf(ingress, "every callback is refused until they are set")).toHaveLength(1);
});

test("the oldest config.json and the variables of its time answer a question", async () => {
  const folder = await mkdtemp(join(tmpdir(), "dinglane-oldest-"));
  try {
    await copyFile(`${files}config.json`, join(folder, "config.json"));
    await using stack = await startStack({
      env: {
        CONFIG_FILE: join(folder, "config.json"),
        SESSION_TIMEOUT: "600",
        MAX_QUESTION_LENL: "2048",
        CHAT_TYPE: "0",
        ALLOW_USERS: "staff-user00, staff-user01",
        DENY_USERS: "staff-user01",
        HTTP_PROXY: "",
        AZURE_ON: "false",
      },
    });
    const asked = await stack.simulator.say({ from: "user00", in: group.id, text: "你好" });
    expect((await stack.simulator.waitForReply(asked.msgId)).text).toMatch(/^答：你好/);
    const denied = await stack.simulator.say({ from: "user01", in: group.id, text: "你好" });
    expect(JSON.stringify(denied.body)).toContain("管理员");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("prompt.yml replaces the built-in templates", async () => {
  await using stack = await startStack({ env: { PROMPT_FILE } });
  const asked = await stack.simulator.say({ from: "user00", in: "private", text: "#周报 修了三个缺陷" });
  await stack.simulator.waitForReply(asked.msgId);
  expect(stack.model.calls.at(-1)?.question).toBe("写成周报：修了三个缺陷");
  const unknown = await stack.simulator.say({ from: "user00", in: "private", text: "模板" });
  expect(JSON.stringify(unknown.body)).toContain("#解释代码");
  expect(JSON.stringify(unknown.body)).not.toContain("#小红书");
});
