import type { ChatMode } from "@dinglane/sessions";
import { apologies, type FailureCode } from "./apologies.ts";

const modeName = (mode: ChatMode): string => (mode === "multiTurn" ? "串聊" : "单聊");

const modeMeaning = (mode: ChatMode): string =>
  mode === "multiTurn" ? "我会记住本会话里前面的问答" : "每个问题单独回答，不记上下文";

/** 「600」→「10 分钟」：people read minutes and hours. */
export function duration(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = Math.round(seconds % 60);
  const words = [
    hours > 0 ? `${hours} 小时` : "",
    minutes > 0 ? `${minutes} 分钟` : "",
    rest > 0 ? `${rest} 秒` : "",
  ].filter((word) => word !== "");
  return words.join(" ") || "0 秒";
}

/** Everything that people read from a chat-worker. */
export const replies = {
  fallbackTitle: "回答",
  helpTitle: "使用帮助",
  modeSwitched: (nick: string, mode: ChatMode, defaultMode: ChatMode, ttlSeconds: number): string => {
    const now = `**现在进入与 ${nick} 的${modeName(mode)}模式**：${modeMeaning(mode)}。`;
    if (mode === defaultMode) return now;
    return `${now}\n\n${duration(ttlSeconds)}没有新消息，将恢复默认的${modeName(defaultMode)}模式。`;
  },
  sessionReset: (nick: string, defaultMode: ChatMode): string =>
    `**已重置与 ${nick} 的对话**：上下文已清空，回到默认的${modeName(defaultMode)}模式，可以开始新的对话了。`,
  questionTooLong: (maxTokens: number): string =>
    `**🤷 抱歉，这个问题太长了**：一次最多约 ${maxTokens} 个 token，请缩短或分几次提问。`,
  neutral: "**🤷 抱歉，这次的回答没有通过钉钉的内容检查，无法在这里显示。** 请换一种问法再试。",
  apology: (failure: string): string =>
    `**🤷 抱歉，这个问题没能回答**：${Object.hasOwn(apologies, failure) ? apologies[failure as FailureCode] : apologies.unexpected}`,
};
