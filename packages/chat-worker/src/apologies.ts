import type { DeliveryResult } from "@dinglane/delivery";
import type { ModelErrorKind } from "@dinglane/llm";

/** Why a job failed for good; docs/errors.md says what to do about each. */
export type FailureCode =
  | `model_${ModelErrorKind}`
  | Extract<DeliveryResult, { code: string }>["code"]
  | "malformed_job"
  | "stalled"
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
  dingtalk_busy: "钉钉刚才太忙，回答没能送到。请再问一次。",
  dingtalk_throttled: "本会话的消息太多，钉钉暂时不让我发言。请过一会儿再问一次。",
  // Nobody reads these two: it is the webhook itself that takes nothing more.
  webhook_expired: UNEXPECTED,
  webhook_refused: UNEXPECTED,
  malformed_job: "这条消息在处理时出了差错。请再发一次；如果还是不行，请联系管理员。",
  stalled: "处理这个问题的程序几次中断，没能答完。请再问一次。",
  ledger_entry_gone: UNEXPECTED,
  unexpected: UNEXPECTED,
};
