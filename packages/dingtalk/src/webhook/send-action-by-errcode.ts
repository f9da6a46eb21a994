import type { SendAction } from "./send-outcome.ts";

/**
 * What each errcode of a webhook answer asks for (D:custom-robots-send-group-messages and captures; 0 is success).
 * A code that is missing here is tried again: the sender's budget ends that, and nothing was delivered.
 */
export const SEND_ACTION_BY_ERRCODE: ReadonlyMap<number, SendAction> = new Map([
  // 系统繁忙
  [-1, "retry"],
  // Missing JSON, wrong Content-Type: our mistake, which does not pass.
  [40035, "give-up"],
  [43004, "give-up"],
  // Too many calls of the app, or of the API in all.
  [90002, "back-off"],
  [90018, "back-off"],
  // The organisation's monthly webhook quota; the OpenAPI has one of its own.
  [90030, "expired"],
  // message is too long, in its older form.
  [101002, "split"],
  // send too fast, exceed 20 times per minute
  [130101, "back-off"],
  // session 不存在: sessionWebhook expired or unknown.
  [300001, "expired"],
  // A custom robot's keywords, timestamp, sign or IP list.
  [310000, "give-up"],
  // The group was dissolved.
  [400013, "give-up"],
  // access_token unknown; robot stopped; robot unknown.
  [400101, "give-up"],
  [400102, "give-up"],
  [400106, "give-up"],
  // Message type not supported.
  [400105, "degrade"],
  // 发送速度太快而限流
  [410100, "back-off"],
  // Unsafe URL, text, picture, content.
  [430101, "degrade"],
  [430102, "degrade"],
  [430103, "degrade"],
  [430104, "degrade"],
  // message too long, exceed 20000 bytes
  [460101, "split"],
  // 机器人发送消息失败 请重试: of the group template API, and not a rate limit.
  [660026, "retry"],
]);
