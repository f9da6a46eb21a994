import type { Trouble } from "@dinglane/delivery";
import { asCode } from "../as-code.ts";

const BUDGETS = { api: "API 调用", webhook: "Webhook 和 Stream 调用" };
const count = new Intl.NumberFormat("en");

function words(trouble: Trouble): string {
  switch (trouble.kind) {
    case "credentials_refused":
      return (
        `钉钉拒绝了机器人 ${asCode(trouble.robot)} 的凭据，它现在收不到也发不出消息。\n\n` +
        "请到钉钉开放平台核对 Client ID 和 Client Secret，更新配置 `credentials`（`DINGTALK_CREDENTIALS`）后重启。"
      );
    case "calls_refused":
      return (
        `钉钉拒绝了机器人 ${asCode(trouble.robot)} 的接口调用（${asCode(trouble.code)}），有些回复可能发不出去。\n\n` +
        "请到钉钉开放平台检查应用的权限、发布状态和 IP 白名单；错误码的含义见 docs/errors.md。"
      );
    case "budget_low":
      return (
        `本月的钉钉 ${BUDGETS[trouble.budget]}已用 ${count.format(trouble.spent)} / ${count.format(trouble.of)} 次，超过 80 %。\n\n` +
        "机器人会继续回答；用完后钉钉可能不再送达。可以在钉钉后台购买更多调用量。"
      );
    case "budget_spent":
      return (
        `本月的钉钉 ${BUDGETS[trouble.budget]}已用完（${count.format(trouble.spent)} 次）。\n\n` +
        "从现在起，有些消息可能收不到或发不出。请在钉钉后台购买更多调用量，或等到下个月。"
      );
    case "model_refused":
      return (
        `模型 ${asCode(trouble.model)} 的服务器拒绝了访问凭据，现在没有问题能得到回答。\n\n` +
        "请检查 `api_key`（`APIKEY`）是否有效，账户里还有没有余额。"
      );
    case "model_down":
      return (
        `模型 ${asCode(trouble.model)} 连续 ${trouble.failures} 次没有回答（${asCode(trouble.code)}）。\n\n` +
        "请检查网络、`base_url` 和模型服务商的状态页；恢复后会自动继续。"
      );
    case "file_refused":
      return (
        "配置文件改过，但有错，没有采用，现在仍按原来的设置运行。\n\n" +
        `请改正文件，保存后会自动再读一次：\n\n${trouble.problems.map((line) => `- ${asCode(line)}`).join("\n")}`
      );
    case "transcripts_late":
      return (
        `对话记录已有 ${trouble.seconds} 秒没有写进数据库，都还在 Redis 里，没有丢。\n\n` +
        "请查看 admin-worker 的日志，以及 `data_dir` 所在的磁盘是否可写、还有没有空间。"
      );
  }
}

/** What administrators read of trouble. */
export const replies = {
  title: "机器人需要处理",
  notice: (trouble: Trouble): string =>
    `### 🔔 机器人需要处理\n\n${words(trouble)}\n\n> 发送“状态”可以查看全部检查；同样的提醒一小时内不会重复。`,
};
