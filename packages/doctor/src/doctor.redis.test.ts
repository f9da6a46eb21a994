import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startLocalRedis } from "@dinglane/local-redis";
import { openTestRedis } from "@dinglane/test-redis";
import { expect, it } from "vitest";
import { openServer } from "./fixtures/open-server.ts";
import { runDoctor } from "./fixtures/run-doctor.ts";

const SECRET = "right-secret-1";

it("looks at everything, and ends with 0", async () => {
  await using redis = await openTestRedis();
  await using dingtalk = await openServer(({ path }) => {
    if (path.includes("accessToken")) return { json: { accessToken: "tok-1", expireIn: 7200 } };
    if (path.includes("gateway"))
      return { json: { endpoint: "wss://wss.example.test/connect", ticket: "t" } };
    return { status: 400, json: { code: "invalidParameter.userIds.empty" } };
  });
  const env = {
    REDIS_URL: redis.url,
    DINGTALK_CREDENTIALS: `dinggood:${SECRET}`,
    DINGTALK_API_URL: dingtalk.url,
    DINGTALK_OAPI_URL: dingtalk.url,
  };
  const asText = await runDoctor(env);
  expect(asText).toMatchObject({ code: 0, stderr: "" });
  for (const name of ["This machine", "Redis", "DingTalk", "Public address", "Model"]) {
    expect(asText.stdout).toMatch(new RegExp(`^${name}$`, "m"));
  }
  expect(asText.stdout).toContain(`✔ Node: Node ${process.versions.node}`);
  expect(asText.stdout).toContain("✔ robot dinggood, stream gateway");

  const asJson = await runDoctor({ ...env, LOG_LEVEL: "debug" }, "--json");
  expect(asJson.code).toBe(0);
  expect(JSON.parse(asJson.stdout)).toMatchObject({ ok: true });
});

it("looks at the Redis that `pnpm start` has brought along, and not at what one left that has ended", async () => {
  await using data = await mkdtempDisposable(join(tmpdir(), "doctor-data-"));
  const redis = await startLocalRedis({ dataDir: join(data.path, "redis") });
  const running = await runDoctor({ DATA_DIR: data.path });
  await redis.stop();
  expect(running.stdout).toContain(
    `✔ redis://127.0.0.1:${redis.port}: the one that \`pnpm start\` brought along, answers in `,
  );
  expect(running.stdout).toMatch(/✔ appendonly/);
  const stopped = await runDoctor({ DATA_DIR: data.path });
  expect(stopped.stdout).toMatch(/redis:\/\/127\.0\.0\.1:6379: /);
  expect(stopped.stdout).not.toContain("brought along");
});

it("ends with 1 when something fails, and shows no secret", async () => {
  const { code, stdout, stderr } = await runDoctor({
    REDIS_URL: "redis://:redis-password@127.0.0.1:9",
    DINGTALK_CREDENTIALS: `dinggood:${SECRET}`,
    DINGTALK_API_URL: "http://127.0.0.1:9",
    DINGTALK_OAPI_URL: "http://127.0.0.1:9",
    BASE_URL: "http://127.0.0.1:9",
    APIKEY: "sk-0123456789",
    RUN_MODE: "http",
    SERVICE_URL: "http://127.0.0.1:9",
  });
  expect([code, stderr]).toEqual([1, ""]);
  for (const name of [
    "redis://127.0.0.1:9",
    "robot dinggood",
    "reply address",
    "http://127.0.0.1:9",
    "gpt-3.5-turbo",
  ]) {
    expect(stdout).toContain(`✘ ${name}: `);
  }
  expect(stdout).toContain("✘ redis://127.0.0.1:9: nothing listens there (connection refused)");
  expect(stdout).not.toMatch(/redis-password|right-secret|sk-0123/);
});

it("ends with 78 when the configuration is wrong, and looks at nothing", async () => {
  const { code, stdout, stderr } = await runDoctor({ PORT: "eighty" }, "--json");
  expect([code, stdout]).toEqual([78, ""]);
  expect(stderr).toContain("port (variable PORT)");
});

it("takes no option but --json", async () => {
  expect(await runDoctor({}, "--jsn")).toMatchObject({
    code: 1,
    stdout: "The doctor takes one option: --json\n",
  });
});
