import type { Row } from "./row.ts";
import { group } from "../start-stack.ts";

const USAGE = `### 用量

**今天**：没有用量

**昨天**：没有用量

**本月**：没有用量

### 本月的钉钉调用

- API：{count} / 5,000 次
- Webhook 和 Stream：{count} / 3,000 次

### 模型账户余额

模型服务商没有提供查余额的接口，请到它的网站上看。`;

const STATUS = `### 队列

- 聊天：{queue}
- 画图：{queue}
- 管理：{queue}

### 检查

{totals}{findings}`;

const groupId = {
  group: {
    title: "群 ID",
    text: `本群的 ID：\`${group.id}\`\n\n只想在指定的群里使用机器人，发送 \`#设置 allow_groups+=${group.id}\`，马上生效；也可以写进配置 \`allow_groups\`（环境变量 \`ALLOW_GROUPS\`）。没有列出的群不再回答。`,
  },
  private: {
    title: "群 ID",
    text: "“群ID”要在群里问：请到群里 @我 发送“群ID”。",
  },
};

/** First of all, while nothing has been used. */
export const usageRows: Row[] = [
  { say: "余额", adminOnly: "余额", told: { title: "用量", text: USAGE } },
  { say: " 余额\n", adminOnly: "余额", told: { title: "用量", text: USAGE } },
];

export const adminRows: Row[] = [
  { say: "状态", adminOnly: "状态", told: { title: "队列", text: STATUS } },
  { say: "群ID", adminOnly: "群ID", told: groupId },
  { say: "群id", adminOnly: "群id", told: groupId },
  { say: "群Id", adminOnly: "群Id", told: groupId },
];
