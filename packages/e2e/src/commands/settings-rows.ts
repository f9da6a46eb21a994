import { sorry, type Row, type Words } from "./row.ts";

const row = (say: string, told: Words): Row => ({ say, told, adminOnly: say.slice(0, 3) });
const one: Words = {
  title: "每日提问上限 max_request（默认）",
  text: "**每日提问上限** `max_request`（默认）\n\n`0` 不限",
};

const all = (listed: (count: string) => string): Words => ({
  title: "谁能用",
  text: `### 谁能用

- **聊天类型** \`chat_type\`：\`0\` 不限（默认）
- **群白名单** \`allow_groups\`：空（默认）
- **自定义机器人群白名单** \`allow_outgoing_groups\`：空（默认）
- **用户白名单** \`allow_users\`：${listed("{count} 项")}（环境变量 \`ALLOW_USERS\`）
- **用户黑名单** \`deny_users\`：${listed("{count} 项")}（环境变量 \`DENY_USERS\`）
- **VIP用户** \`vip_users\`：空（默认）
- **管理员** \`admin_users\`：${listed("{count} 项")}（环境变量 \`ADMIN_USERS\`）

### 内容

- **敏感词** \`sensitive_words\`：${listed("2 项").replace("{ids}", "违禁词, bad word")}（环境变量 \`SENSITIVE_WORDS\`）
- **帮助** \`help\`：自带的说明（默认）
- **模板** \`templates\`：自带的模板（默认）
- **人设** \`system_prompt\`：没有设置（默认）

### 限额

- **每日提问上限** \`max_request\`：\`0\` 不限（默认）
- **每人每分钟上限** \`rate_limit_per_minute\`：\`0\` 不限（环境变量 \`RATE_LIMIT_PER_MINUTE\`）
- **每群每分钟上限** \`group_rate_limit_per_minute\`：\`0\` 不限（默认）
- **全局每分钟上限** \`global_rate_limit_per_minute\`：\`0\` 不限（默认）
- **每人排队上限** \`lane_limit\`：\`5\` 条（默认）
- **每人同时回答数** \`user_concurrency\`：\`1\` 条（默认）
- **总排队上限** \`max_waiting\`：\`10000\` 条（默认）
- **每月接口预算** \`monthly_api_budget\`：\`5000\` 次（默认）
- **每月消息预算** \`monthly_webhook_budget\`：\`3000\` 次（默认）

### 模型

- **聊天模型** \`model\`：\`gpt-3.5-turbo\`（默认）
- **画图模型** \`image_model\`：\`draws\`（环境变量 \`IMAGE_MODEL\`）
- **图片尺寸** \`image_size\`：\`1024x1024\`（默认）
- **看图模型** \`vision_model\`：和聊天模型一样（默认）
- **语音转写模型** \`transcription_model\`：没有设置（默认）
- **温度** \`temperature\`：没有设置（默认）
- **回答长度上限** \`max_tokens\`：没有设置（默认）
- **旧版回答长度上限** \`max_answer_len\`：没有设置（默认）

### 会话

- **问题长度上限** \`max_question_len\`：\`4096\` token（默认）
- **上下文长度上限** \`max_text\`：\`4096\` token（默认）
- **文件大小上限** \`max_file_size\`：\`200\` KB（默认）
- **会话超时** \`session_timeout\`：\`600\` 秒（默认）
- **重置口令** \`session_clear_token\`：\`清空会话\`（默认）
- **默认模式** \`default_mode\`：\`单聊\`（默认）

### 怎么改

- \`#设置 键=值\`：修改，马上对所有服务生效，不用重启
- \`#设置 键+=甲,乙\`、\`#设置 键-=甲\`：名单里加上或去掉
- \`#设置 键 恢复\`：撤销修改，回到环境变量、配置文件或默认的值
- \`#设置 键\`：看完整的值；\`#设置 历史\`：看谁在什么时候改了什么`,
});

/** Looking at settings, and changes that are not made; those that are made have tests of their own. */
export const settingsRows: Row[] = [
  {
    say: "#设置",
    adminOnly: "#设置",
    // Whoever reads along in a group need not know whom the lists name.
    told: { group: all((count) => count), private: all((count) => `${count} \`{ids}\``) },
  },
  row("#设置 max_request", one),
  row("#设置 每日提问上限", one),
  { say: "＃设置　MAX_REQUEST", adminOnly: "#设置", told: one },
  row("#设置 帮助", { title: "帮助 help（默认）", text: "**帮助** `help`（默认）\n\n自带的说明" }),
  row(
    "#设置 max_request=很多",
    sorry(
      "🤷 抱歉，每日提问上限 max_request…",
      "**每日提问上限** `max_request` 没有改：`很多` 不能用。请写整数，0 表示不限。",
    ),
  ),
  row(
    "#设置 max_request 3",
    sorry(
      "🤷 抱歉，每日提问上限 max_request…",
      "**每日提问上限** `max_request` 没有改：中间少了 `=`。请发送：`#设置 max_request=3`",
    ),
  ),
  row(
    "#设置 model+=a",
    sorry(
      "🤷 抱歉，聊天模型 model 不是名单，不能…",
      "**聊天模型** `model` 不是名单，不能用 += 和 -=。请发送：`#设置 model=值`",
    ),
  ),
  row("#设置 历史", { title: "还没有人改过设置。", text: "还没有人改过设置。" }),
  row(
    "#设置 没有的",
    sorry(
      "🤷 抱歉，没有 没有的 这个设置项。发送“#设…",
      "没有 `没有的` 这个设置项。发送“#设置”可以看到全部设置项。",
    ),
  ),
  row(
    "#设置 port=1",
    sorry(
      "🤷 抱歉，port 不能这样改：请改配置文件或…",
      "`port` 不能这样改：请改配置文件或环境变量，再重启服务。",
    ),
  ),
];
