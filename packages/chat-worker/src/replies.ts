import { plainNick } from "@dinglane/dingtalk";
import type { ChatMode } from "@dinglane/sessions";

/** A nick is written by its owner: it must not become a heading or a link in the bot's voice. */
const named = (nick: string): string => plainNick(nick) || "您";

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
  modeSwitched: (nick: string, mode: ChatMode, defaultMode: ChatMode, ttlSeconds: number): string => {
    const now = `**现在进入与 ${named(nick)} 的${modeName(mode)}模式**：${modeMeaning(mode)}。`;
    if (mode === defaultMode) return now;
    return `${now}\n\n${duration(ttlSeconds)}没有新消息，将恢复默认的${modeName(defaultMode)}模式。`;
  },
  sessionReset: (nick: string, defaultMode: ChatMode): string =>
    `**已重置与 ${named(nick)} 的对话**：上下文已清空，回到默认的${modeName(defaultMode)}模式，可以开始新的对话了。`,
  /** Most Chinese characters are about one token, and few people know what a token is. */
  questionTooLong: (maxTokens: number): string =>
    `**🤷 抱歉，这个问题太长了**：一次最多约 ${maxTokens} 个字，请缩短或分几次来问。`,
  /** The last line of an answer that people have seen a part of when the model failed. */
  brokenOff: "（⚠️ 大模型中途断开了，回答没有写完。请过一会儿再问一次。）",
  /** The last line of an answer that its asker has stopped. */
  stopped: "（⏹️ 已停止，不会再回答。）",
  leftToday: (count: number): string => `（今天还剩 ${count} 次）`,
  /** The last line of an answer that is not whole; undefined for one that is. Only where it remembers can it go on. */
  cut(finishReason: string, remembers: boolean): string | undefined {
    if (finishReason === "content_filter") return "（⚠️ 后面的内容没有通过大模型的内容检查，回答到此为止。）";
    if (finishReason !== "length") return undefined;
    const next = remembers ? "可以对我说“继续”" : "请把问题拆小一点再问";
    return `（⚠️ 回答达到了长度上限，后面的没有写完。${next}。）`;
  },
};
