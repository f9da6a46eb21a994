import type { DeliveryResult } from "@dinglane/delivery";
import { plainNick } from "@dinglane/dingtalk";
import type { ModelErrorKind } from "@dinglane/llm";
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

/** Why a job failed for good; docs/errors.md says what to do about each. */
type FailureCode =
  | `model_${ModelErrorKind}`
  | Extract<DeliveryResult, { status: "undeliverable" }>["code"]
  | "malformed_job"
  | "stalled"
  | "removed"
  | "ledger_entry_gone"
  | "unexpected";

const UNEXPECTED = "我这边出了点问题，已经记录下来。请过一会儿再问一次。";

/** What the asker is told, by failure: plain words, what to do next, nothing of what a server said. */
export const apologies: Record<FailureCode, string> = {
  model_rate_limited: "大模型现在太忙了，我试了几次都没有排上。请过几分钟再问一次。",
  model_unavailable: "暂时连不上大模型，我试了几次都没有成功。请过一会儿再问一次。",
  model_timeout: "大模型想得太久，没有等到回答。请过一会儿再试，或者把问题拆小一点。",
  model_refused_credentials: "大模型拒绝了我的访问凭据，请联系管理员检查配置。",
  model_context_too_long: "这个问题超出了大模型能读的长度。请缩短问题后再问。",
  model_content_policy: "大模型认为这个问题不合适，没有回答。请换一种说法再问。",
  model_bad_request: "大模型没有接受这个请求，请联系管理员检查模型配置。",
  model_empty: "大模型没有给出任何内容。请换一种说法再问一次。",
  model_aborted: UNEXPECTED,
  // Nobody reads these: with them it is the way to the asker that is closed, or the reply itself that is still owed.
  webhook_expired: UNEXPECTED,
  webhook_refused: UNEXPECTED,
  openapi_refused: UNEXPECTED,
  openapi_unavailable: UNEXPECTED,
  malformed_job: "这条消息在处理时出了差错。请再发一次；如果还是不行，请联系管理员。",
  stalled: "处理这个问题的程序几次中断，没能答完。请再问一次。",
  removed: "管理员取消了这条消息。如有需要，请再问一次。",
  ledger_entry_gone: UNEXPECTED,
  unexpected: UNEXPECTED,
};

/** Everything that people read from a chat-worker. */
export const replies = {
  fallbackTitle: "回答",
  modeSwitched: (nick: string, mode: ChatMode, defaultMode: ChatMode, ttlSeconds: number): string => {
    const now = `**现在进入与 ${named(nick)} 的${modeName(mode)}模式**：${modeMeaning(mode)}。`;
    if (mode === defaultMode) return now;
    return `${now}\n\n${duration(ttlSeconds)}没有新消息，将恢复默认的${modeName(defaultMode)}模式。`;
  },
  sessionReset: (nick: string, defaultMode: ChatMode): string =>
    `**已重置与 ${named(nick)} 的对话**：上下文已清空，回到默认的${modeName(defaultMode)}模式，可以开始新的对话了。`,
  questionTooLong: (maxTokens: number): string =>
    `**🤷 抱歉，这个问题太长了**：一次最多约 ${maxTokens} 个 token，请缩短或分几次提问。`,
  /** The last line of an answer that is not whole; undefined for one that is. Only where it remembers can it go on. */
  cut(finishReason: string, remembers: boolean): string | undefined {
    if (finishReason === "content_filter") return "（⚠️ 后面的内容没有通过大模型的内容检查，回答到此为止。）";
    if (finishReason !== "length") return undefined;
    const next = remembers ? "可以对我说「继续」" : "请把问题拆小一点再问";
    return `（⚠️ 回答达到了长度上限，后面的没有写完。${next}。）`;
  },
  neutral: "**🤷 抱歉，这次的回答没有通过钉钉的内容检查，无法在这里显示。** 请换一种问法再试。",
  apology: (failure: string): string =>
    `**🤷 抱歉，这个问题没能回答**：${Object.hasOwn(apologies, failure) ? apologies[failure as FailureCode] : apologies.unexpected}`,
};
