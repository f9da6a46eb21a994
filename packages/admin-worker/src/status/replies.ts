import type { Complaint, Finding, FindingCode, FindingFacts, FindingLevel, Report } from "@dinglane/doctor";
import type { QueueName } from "@dinglane/jobs";
import { addressWords } from "./address/replies.ts";
import { dingtalkWords } from "./dingtalk/replies.ts";
import { machineWords } from "./machine/replies.ts";
import { modelWords } from "./model/replies.ts";
import type { QueueStanding } from "./read-queues.ts";
import { redisWords } from "./redis/replies.ts";
import type { Words, WordsByCode } from "./words.ts";

const QUEUE_NAMES: Record<QueueName, string> = { chat: "聊天", image: "画图", admin: "管理" };

const SECTIONS: Readonly<Record<string, string>> = {
  "This machine": "这台机器",
  DingTalk: "钉钉",
  "Public address": "公网地址",
  Model: "模型",
};

const SIGNS: Record<FindingLevel, string> = { ok: "✅", warn: "⚠️", fail: "❌", unchecked: "–" };

function waited(ms: number): string {
  if (ms < 1_000) return "";
  const seconds = Math.round(ms / 1_000);
  return seconds < 60 ? `，最久 ${seconds} 秒` : `，最久 ${Math.round(seconds / 60)} 分钟`;
}

function queueLine(queue: QueueName, standing: QueueStanding | undefined): string {
  const name = QUEUE_NAMES[queue];
  if (standing === undefined) return `- ${name}：⚠️ 读不到`;
  const { active, waiting, failed, workers, longestWaitMs } = standing;
  const figures = `进行中 ${active}，等待 ${waiting}${waited(longestWaitMs)}，失败 ${failed}`;
  return `- ${name}：${figures}，${workers === 0 ? "❌ 没有进程在处理" : `${workers} 个进程`}`;
}

function totals({ sections }: Report): string {
  const counts: Record<FindingLevel, number> = { ok: 0, warn: 0, fail: 0, unchecked: 0 };
  for (const { findings } of sections) for (const { level } of findings) counts[level] += 1;
  return [
    `${SIGNS.ok} ${counts.ok} 项正常`,
    ...(counts.warn > 0 ? [`${SIGNS.warn} ${counts.warn} 项要留意`] : []),
    ...(counts.fail > 0 ? [`${SIGNS.fail} ${counts.fail} 项有问题`] : []),
    ...(counts.unchecked > 0 ? [`${counts.unchecked} 项没有检查`] : []),
  ].join("，");
}

const words: WordsByCode<FindingFacts> = {
  ...machineWords,
  ...redisWords,
  ...dingtalkWords,
  ...addressWords,
  ...modelWords,
};

/** The doctor's own sentences are for its report, in English. */
export function wordsOf<C extends FindingCode>({ code, facts }: Pick<Complaint<C>, "code" | "facts">): Words {
  return words[code](facts);
}

function complaintLines(finding: Finding): string[] {
  if (!("code" in finding)) return [];
  const { about, seen, todo } = wordsOf(finding);
  return [`- ${SIGNS[finding.level]} ${about}：${seen}`, `  - 👉 ${todo}`];
}

/** What people read of how the bot is. */
export const replies = {
  report(
    queues: readonly { queue: QueueName; standing: QueueStanding | undefined }[],
    report: Report,
  ): string {
    const troubled = report.sections
      .map(({ name, findings }) => ({
        name: SECTIONS[name] ?? name,
        lines: findings.flatMap(complaintLines),
      }))
      .filter(({ lines }) => lines.length > 0);
    return [
      "### 队列",
      "",
      ...queues.map(({ queue, standing }) => queueLine(queue, standing)),
      "",
      "### 检查",
      "",
      totals(report),
      "",
      ...troubled.flatMap(({ name, lines }) => [`**${name}**`, "", ...lines, ""]),
    ]
      .join("\n")
      .trimEnd();
  },
};
