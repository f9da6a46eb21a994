import { createHmac } from "node:crypto";

/** The robot that all callbacks of a run are for. */
export const BENCH_ROBOT = { clientId: "dingbench0001", clientSecret: "a-secret-of-nobody" };
/** Ten digits in the place of this make each callback a message, and the asker a person, of their own. */
export const ID_PLACE = "@@@@@@@@@@";

/** What a callback that was taken is answered with, by ingress and by every server it is compared with. */
export const TAKEN = JSON.stringify({ msgtype: "empty" });

/** A callback of about 1 kB as DingTalk sends it for a mention in a group, answered at `webhookOrigin`. */
export function callbackBody(options: { webhookOrigin: string; msgId: string; user: string }): string {
  const nowMs = Date.now();
  return JSON.stringify({
    senderPlatform: "Mac",
    conversationId: "cidBENCH00000000000000==",
    atUsers: [{ dingtalkId: "$:LWCP_v1:$7Gf8u2Zb0cQeZb0n3r1kqkT2zq9d1xYF" }],
    chatbotCorpId: "dingb3f0a3c5d7e9112235c2f4657eb6378f",
    chatbotUserId: "$:LWCP_v1:$7Gf8u2Zb0cQeZb0n3r1kqkT2zq9d1xYF",
    openThreadId: "cidBENCH00000000000000==",
    msgId: options.msgId,
    senderNick: "同事",
    isAdmin: false,
    senderStaffId: options.user,
    sessionWebhookExpiredTime: nowMs + 5_400_000,
    createAt: nowMs,
    senderCorpId: "dingb3f0a3c5d7e9112235c2f4657eb6378f",
    conversationType: "2",
    senderId: `$:LWCP_v1:$${options.user}`,
    conversationTitle: "产品讨论组",
    isInAtList: true,
    sessionWebhook: `${options.webhookOrigin}/robot/sendBySession?session=0123456789abcdef0123456789abcdef`,
    text: { content: " 请用三句话解释一下什么是消息队列，以及什么时候应该使用它" },
    robotCode: BENCH_ROBOT.clientId,
    msgtype: "text",
  });
}

/** Valid for an hour, like DingTalk's. */
export function callbackHeaders(): Record<string, string> {
  const timestamp = String(Date.now());
  const { clientSecret } = BENCH_ROBOT;
  const sign = createHmac("sha256", clientSecret).update(`${timestamp}\n${clientSecret}`).digest("base64");
  return { "content-type": "application/json; charset=utf-8", timestamp, sign };
}
