import { HELP } from "./expected-help.ts";
import type { Row, Words } from "./row.ts";

const help: Words = { title: "怎么和我说话", text: HELP };
const reset: Words = {
  title: "已重置与 小王 的对话：上下文已清空，回到默认…",
  text: "**已重置与 小王 的对话**：上下文已清空，回到默认的单聊模式，可以开始新的对话了。",
};
const nothingToStop: Words = { title: "没有可停止的", text: "您现在没有正在回答或排队的消息。" };

/** Help, modes, resets, stops. */
export const sessionRows: Row[] = [
  { say: "帮助", told: help },
  { say: "", told: help },
  { say: " 　\n", told: help },
  {
    say: "单聊",
    told: {
      title: "现在进入与 小王 的单聊模式：每个问题单独回答…",
      text: "**现在进入与 小王 的单聊模式**：每个问题单独回答，不记上下文。",
    },
  },
  {
    say: " 串聊 ",
    told: {
      title: "现在进入与 小王 的串聊模式：我会记住本会话里…",
      text: "**现在进入与 小王 的串聊模式**：我会记住本会话里前面的问答。\n\n10 分钟没有新消息，将恢复默认的单聊模式。",
    },
  },
  { say: "重置", told: reset },
  { say: "退出", told: reset },
  { say: "结束", told: reset },
  { say: "清空会话", told: reset },
  { say: "停止", told: nothingToStop },
  { say: "取消", told: nothingToStop },
];
