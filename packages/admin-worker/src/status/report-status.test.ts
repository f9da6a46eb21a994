import type { Check } from "@dinglane/doctor";
import type { ReportStatus } from "@dinglane/jobs";
import { expect, test } from "vitest";
import { createReadQueues } from "./read-queues.ts";
import { createReportStatus } from "./report-status.ts";

const gauges = { active: 1, waiting: 2, parked: 3, pausing: 0, usersQueued: 1, longestWaitMs: 95_000 };
const counts = { getFailedCount: async () => 4, getWorkersCount: async () => 2 };

async function status(checks: Check[], write = (text: string) => text): Promise<string> {
  const reportStatus = createReportStatus({
    readQueues: createReadQueues({
      gauges: async (queue) => (queue === "image" ? Promise.reject(new Error("away")) : gauges),
      queues: { chat: counts, image: counts, admin: { ...counts, getWorkersCount: async () => 0 } },
      log: { warn: () => undefined },
    }),
    checks: async () => checks,
    hideSecrets: (text) => text.replaceAll("hush", "[secret]"),
    write: async (text) => ({ title: "", parts: [write(text)] }),
    elapsedMs: () => 0,
  });
  const attempt = { signal: new AbortController().signal, serialKey: "" };
  return (await reportStatus({} as ReportStatus, attempt)).reply.parts.join("");
}

test("queues are told, of the checks what needs somebody, and no secret", async () => {
  const said = await status([
    {
      name: "DingTalk",
      run: async () => [
        { level: "ok", subject: "robot a", seen: "fine" },
        {
          level: "fail",
          code: "dingtalk_refused",
          facts: { spot: { at: "robot", robot: "b" }, errorCode: "hush", status: 400 },
          subject: "robot b",
          seen: "refuses",
          todo: "Look it up",
        },
      ],
    },
    {
      name: "Redis",
      run: async () => [
        {
          level: "warn",
          code: "redis_memory_filling",
          facts: { used: "710.0 MiB", bound: "1000.0 MiB", percent: 71, boundBy: "maxmemory" },
          subject: "memory",
          seen: "71 %",
          todo: "Raise it",
        },
      ],
    },
    { name: "Model", run: async () => [{ level: "unchecked", subject: "azure_on", seen: "not asked" }] },
  ]);
  expect(said).toBe(
    [
      "### 队列",
      "",
      "- 聊天：进行中 1，等待 5，最久 2 分钟，失败 4，2 个进程",
      "- 画图：⚠️ 读不到",
      "- 管理：进行中 1，等待 5，最久 2 分钟，失败 4，❌ 没有进程在处理",
      "",
      "### 检查",
      "",
      "✅ 1 项正常，⚠️ 1 项要留意，❌ 1 项有问题，1 项没有检查",
      "",
      "**钉钉**",
      "",
      "- ❌ 机器人 `b`：钉钉拒绝了，错误码 `[secret]`（HTTP 400）",
      "  - 👉 请在钉钉的全局错误码文档里查这个错误码",
      "",
      "**Redis**",
      "",
      "- ⚠️ 内存：已用 `710.0 MiB` / `1000.0 MiB`（`maxmemory` 的 71 %）",
      "  - 👉 请调大 `maxmemory`，或者给 Redis 换一台更大的机器；调小 `session_timeout` 可以少存一些",
    ].join("\n"),
  );
});

test("where all is well, that is all", async () => {
  const said = await status([
    { name: "Redis", run: async () => [{ level: "ok", subject: "version", seen: "Redis 7" }] },
  ]);
  expect(said).toMatch(/### 检查\n\n✅ 1 项正常$/);
});
