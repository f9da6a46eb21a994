import type { DeliveryResult } from "@dinglane/delivery";
import type { ModelErrorKind } from "@dinglane/llm";

/** Why a job failed for good; docs/errors.md says what to do about each. */
type FailureCode =
  | `model_${ModelErrorKind}`
  | Extract<DeliveryResult, { status: "undeliverable" }>["code"]
  | "picture_refused"
  | "picture_undeliverable"
  | "attachment_unavailable"
  | "erasure_unfinished"
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
  picture_refused:
    "提供画图的模型认为这个描述不合适，没有画。请换一种说法再试，比如不写真人、暴力或成人的内容。",
  picture_undeliverable:
    "图发不到钉钉上。请联系管理员检查 DINGTALK_CREDENTIALS 里有没有这个机器人、钉钉是否允许它上传图片，或者设置 SERVICE_URL。",
  attachment_unavailable: "没有取到您发来的图片、语音或文件，我试了几次都没有成功。请过一会儿重新发一次。",
  erasure_unfinished:
    "这个人还有消息正在处理，停不下来，所以没有删完。请过一分钟再发一次 #删除对话；如果还是不行，请看日志里的说明。",
  malformed_job: "这条消息在处理时出了差错。请再发一次；如果还是不行，请联系管理员。",
  stalled: "处理这个问题的程序几次中断，没能答完。请再问一次。",
  removed: "管理员取消了这条消息。如有需要，请再问一次。",
  ledger_entry_gone: UNEXPECTED,
  unexpected: UNEXPECTED,
};

/** What could not be done, where it was no question. */
const whatFailed = (failure: string): string =>
  failure.startsWith("picture_") ? "这张图没能画出来" : "这个问题没能回答";

/** What people read whichever worker they hear from: any of them pays any debt. */
export const replies = {
  fallbackTitle: "回答",
  neutral: "**🤷 抱歉，这次的回答没有通过钉钉的内容检查，无法在这里显示。** 请换一种问法再试。",
  /** In the list of conversations, where a card has no words of its own. */
  cardSummary: "AI 回答",
  /** At the end of a card that does not hold the whole answer. */
  cardGoesOn: "（没有写完，后面的请看下一条消息。）",
  /** All that is left on a card whose answer was sent as a message. */
  cardMoved: "⬇️ 回答在另一条消息里。",
  /** Ends the card of a question that was taken back. */
  cardStopped: "（⏹️ 已停止，不会再回答。）",
  apology: (failure: string): string =>
    `**🤷 抱歉，${whatFailed(failure)}**：${Object.hasOwn(apologies, failure) ? apologies[failure as FailureCode] : apologies.unexpected}`,
};
