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
        { level: "fail", subject: "robot b", seen: "refuses hush", todo: "Check `credentials`" },
      ],
    },
    {
      name: "Redis",
      run: async () => [{ level: "warn", subject: "memory", seen: "71 %", todo: "Raise it" }],
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
      "- ❌ robot b: refuses [secret]",
      "  - 👉 Check `credentials`",
      "",
      "**Redis**",
      "",
      "- ⚠️ memory: 71 %",
      "  - 👉 Raise it",
    ].join("\n"),
  );
});

test("where all is well, that is all", async () => {
  const said = await status([
    { name: "Redis", run: async () => [{ level: "ok", subject: "version", seen: "Redis 7" }] },
  ]);
  expect(said).toMatch(/### 检查\n\n✅ 1 项正常$/);
});
