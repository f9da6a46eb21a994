import { describe, expect, test } from "vitest";
import { MalformedCallbackError } from "./malformed-callback-error.ts";
import { parseRobotMessage } from "./parse-robot-message.ts";
import type { MessageContent } from "./robot-message.ts";
import { userOf } from "./user-of.ts";

/** The capture of protocol sheet 1.2. */
const CALLBACK = {
  senderPlatform: "Mac",
  conversationId: "cid5tk==",
  atUsers: [
    { unionId: "u", dingtalkId: "$:LWCP_v1:$Wz==", staffId: "0612" },
    { dingtalkId: "$:LWCP_v1:$+K87" },
  ],
  chatbotCorpId: "dingb3",
  chatbotUserId: "$:LWCP_v1:$+K87",
  openThreadId: "cid5tk==",
  msgId: "msgRJX2==",
  senderNick: "小钉",
  isAdmin: true,
  senderStaffId: "0948",
  sessionWebhookExpiredTime: 1_772_382_335_198,
  createAt: 1_772_376_934_909,
  senderCorpId: "dingb3",
  conversationType: "2",
  senderId: "$:LWCP_v1:$EHg5==",
  conversationTitle: "机器人测试",
  isInAtList: true,
  sessionWebhook: "https://oapi.dingtalk.com/robot/sendBySession?session=1d6cd4",
  senderUnionId: "s",
  text: { content: " 给 发个消息“你好”" },
  robotCode: "ding1",
  msgtype: "text",
};

const without = (...names: string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(CALLBACK).filter(([name]) => !names.includes(name)));

const contentOf = (msgtype: string, content: unknown, more: object = {}): MessageContent =>
  parseRobotMessage({ ...without("text"), msgtype, content, ...more }).content;

function errorOf(body: unknown): MalformedCallbackError {
  try {
    parseRobotMessage(body);
  } catch (error) {
    if (error instanceof MalformedCallbackError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("the common fields", () => {
  test("are read from a captured callback", () => {
    expect(parseRobotMessage(CALLBACK)).toEqual({
      msgId: "msgRJX2==",
      robotKey: "ding1",
      robotCode: "ding1",
      chatbotUserId: "$:LWCP_v1:$+K87",
      chatbotCorpId: "dingb3",
      conversation: { id: "cid5tk==", type: "group", title: "机器人测试" },
      sender: { id: "$:LWCP_v1:$EHg5==", staffId: "0948", nick: "小钉", isAdmin: true },
      createdAtMs: 1_772_376_934_909,
      sessionWebhook: "https://oapi.dingtalk.com/robot/sendBySession?session=1d6cd4",
      sessionWebhookExpiresAtMs: 1_772_382_335_198,
      content: { type: "text", text: "给 发个消息“你好”" },
    });
  });

  test("may come without what DingTalk leaves out", () => {
    const message = parseRobotMessage({
      msgId: "m",
      msgtype: "text",
      text: { content: "" },
      conversationId: "c",
      conversationType: "1",
      senderId: "s",
      robotCode: "ding1",
      createAt: "1700000000000",
      sessionWebhook: "https://oapi.dingtalk.com/x",
      senderStaffId: null,
    });
    expect(message).toEqual({
      msgId: "m",
      robotKey: "ding1",
      robotCode: "ding1",
      conversation: { id: "c", type: "oneToOne" },
      sender: { id: "s", nick: "" },
      createdAtMs: 1_700_000_000_000,
      sessionWebhook: "https://oapi.dingtalk.com/x",
      sessionWebhookExpiresAtMs: 1_700_005_400_000,
      content: { type: "text", text: "" },
    });
  });

  test.each(["normal", "", null, undefined])("a robot with robotCode %j is known by its id", (robotCode) => {
    const message = parseRobotMessage({ ...CALLBACK, robotCode });
    expect(message.robotKey).toBe(CALLBACK.chatbotUserId);
    expect("robotCode" in message).toBe(false);
  });

  test.each(["", null, undefined])("a person with staff id %j is known by the sender id", (senderStaffId) => {
    const message = parseRobotMessage({ ...CALLBACK, senderStaffId });
    expect("staffId" in message.sender).toBe(false);
    expect(userOf(message)).toBe(CALLBACK.senderId);
  });

  test("a person with a staff id is known by it", () => {
    expect(userOf(parseRobotMessage(CALLBACK))).toBe("0948");
  });

  test("do not fail for an odd type where nothing depends on it", () => {
    const odd = {
      isAdmin: "yes",
      atUsers: {},
      errorCode: { valueOf: 1 },
      errorMessage: 1,
      originalMsgId: 7,
      originalProcessQueryKey: {},
      senderNick: 5,
      conversationTitle: 7,
      chatbotUserId: {},
      chatbotCorpId: 8,
    };
    const message = parseRobotMessage({ ...CALLBACK, ...odd });
    expect(message.content).toEqual({ type: "text", text: "给 发个消息“你好”" });
    expect(message.sender).toEqual({ id: "$:LWCP_v1:$EHg5==", staffId: "0948", nick: "" });
    expect(message.conversation).toEqual({ id: "cid5tk==", type: "group" });
    expect(message).not.toHaveProperty("chatbotCorpId");
  });

  test.each(["", 0, -1, 1.5, "soon", {}, null, undefined])(
    "a session that ends at %j ends 90 minutes after the message",
    (sessionWebhookExpiredTime) => {
      const message = parseRobotMessage({ ...CALLBACK, sessionWebhookExpiredTime });
      expect(message.sessionWebhookExpiresAtMs).toBe(CALLBACK.createAt + 90 * 60_000);
    },
  );
});

describe("what was said", () => {
  test("a bare mention is an empty text", () => {
    expect(parseRobotMessage({ ...CALLBACK, text: { content: "  " } }).content).toEqual({
      type: "text",
      text: "",
    });
  });

  test.each<[string, unknown, MessageContent]>([
    [
      "picture",
      { downloadCode: "d", pictureDownloadCode: "p" },
      { type: "picture", picture: { downloadCode: "d", pictureDownloadCode: "p" } },
    ],
    ["picture", { downloadCode: "d" }, { type: "picture", picture: { downloadCode: "d" } }],
    [
      "picture",
      { pictureDownloadCode: "p" },
      { type: "picture", picture: { downloadCode: "p", pictureDownloadCode: "p" } },
    ],
    [
      "audio",
      { duration: 4000, downloadCode: "d", recognition: " 钉钉 " },
      { type: "audio", downloadCode: "d", recognition: "钉钉" },
    ],
    ["audio", { duration: "4", downloadCode: "d", recognition: "" }, { type: "audio", downloadCode: "d" }],
    ["audio", undefined, { type: "audio" }],
    ["video", { duration: "5", downloadCode: "d", videoType: "mp4" }, { type: "video", downloadCode: "d" }],
    [
      "file",
      { downloadCode: "d", fileName: "a.pdf", fileId: "1", spaceId: "2" },
      { type: "file", downloadCode: "d", fileName: "a.pdf" },
    ],
    ["file", null, { type: "file" }],
    ["markdown", { text: " **好** " }, { type: "text", text: "**好**" }],
    ["unknownMsgType", { unknownMsgType: "暂不支持" }, { type: "unsupported", msgtype: "unknownMsgType" }],
    [
      "interactiveCard",
      { biz_custom_action_url: "https://x" },
      { type: "unsupported", msgtype: "interactiveCard" },
    ],
    [
      "chatRecord",
      { summary: "甲: 好", title: "记录", chatRecord: "[]" },
      { type: "unsupported", msgtype: "chatRecord", text: "甲: 好" },
    ],
    ["location", "not json", { type: "unsupported", msgtype: "location" }],
  ])("%s %j", (msgtype, content, expected) => {
    expect(contentOf(msgtype, content)).toEqual(expected);
    const asJson = typeof content === "object" ? JSON.stringify(content) : content;
    expect(contentOf(msgtype, asJson)).toEqual(expected);
  });

  test("a text may come as a string of JSON too", () => {
    expect(parseRobotMessage({ ...CALLBACK, text: '{"content":" hi "}' }).content).toEqual({
      type: "text",
      text: "hi",
    });
  });
});

describe("the over-quota notice", () => {
  const bare = without("text", "msgtype");
  test.each([
    { ...bare, errorCode: 20_001, errorMessage: "受调用量超量影响" },
    { ...bare, errorCode: "20001", errorMessage: "受调用量超量影响", msgtype: "text" },
    { ...bare, errCode: 20_001, errMsg: "受调用量超量影响", msgtype: "richText", content: null },
  ])("is read in whatever spelling (%#)", (body) => {
    expect(parseRobotMessage(body).content).toEqual({
      type: "overQuota",
      errorCode: 20_001,
      errorMessage: "受调用量超量影响",
    });
  });

  test("is none when something was said, or the code is 0", () => {
    expect(parseRobotMessage({ ...CALLBACK, errorCode: 20_001 }).content.type).toBe("text");
    expect(parseRobotMessage({ ...CALLBACK, errorCode: 0 }).content.type).toBe("text");
  });
});

describe("a malformed callback", () => {
  test.each([null, undefined, "text", 1, true, [], [CALLBACK]])("%j is no object", (body) => {
    expect(errorOf(body)).toMatchObject({ code: "not_an_object", path: "" });
  });

  test.each<[Record<string, unknown>, string, string]>([
    [{}, "missing_field", "msgId"],
    [without("conversationId"), "missing_field", "conversationId"],
    [without("conversationType"), "missing_field", "conversationType"],
    [without("senderId"), "missing_field", "senderId"],
    [without("sessionWebhook"), "missing_field", "sessionWebhook"],
    [without("createAt"), "missing_field", "createAt"],
    [without("robotCode", "chatbotUserId"), "missing_field", "robotCode"],
    [{ ...without("chatbotUserId"), robotCode: "normal" }, "missing_field", "robotCode"],
    [without("msgtype"), "missing_field", "msgtype"],
    [without("text"), "missing_field", "text"],
    [{ ...CALLBACK, text: {} }, "missing_field", "text.content"],
    [{ ...CALLBACK, text: { content: 1 } }, "invalid_field", "text.content"],
    [{ ...CALLBACK, text: "not json" }, "invalid_json", "text"],
    [{ ...CALLBACK, text: [] }, "invalid_field", "text"],
    [{ ...CALLBACK, msgId: "" }, "invalid_field", "msgId"],
    [{ ...CALLBACK, msgId: 1 }, "invalid_field", "msgId"],
    [{ ...CALLBACK, msgId: "m".repeat(600) }, "invalid_field", "msgId"],
    [{ ...CALLBACK, senderStaffId: 5 }, "invalid_field", "senderStaffId"],
    [{ ...CALLBACK, conversationType: "3" }, "invalid_field", "conversationType"],
    [{ ...CALLBACK, conversationType: { toString: 1 } }, "invalid_field", "conversationType"],
    [{ ...CALLBACK, createAt: "yesterday" }, "invalid_field", "createAt"],
    [{ ...CALLBACK, createAt: -1 }, "invalid_field", "createAt"],
    [{ ...without("robotCode"), chatbotUserId: 5 }, "missing_field", "robotCode"],
    [{ ...CALLBACK, msgtype: "picture" }, "missing_field", "content"],
    [
      { ...CALLBACK, msgtype: "picture", content: { downloadCode: "" } },
      "missing_field",
      "content.downloadCode",
    ],
    [{ ...CALLBACK, msgtype: "richText", content: {} }, "missing_field", "content.richText"],
    [{ ...CALLBACK, msgtype: "richText", content: "{" }, "invalid_json", "content"],
    [{ ...CALLBACK, msgtype: "richText", content: { richText: {} } }, "invalid_field", "content.richText"],
    [{ ...CALLBACK, msgtype: "markdown", content: {} }, "missing_field", "content.text"],
  ])("%# names what is wrong", (body, code, path) => {
    expect(errorOf(body)).toMatchObject({ code, path });
  });

  test("never says what stood there", () => {
    const secret = "s3cr3t-words";
    for (const body of [
      { ...CALLBACK, text: secret },
      { ...CALLBACK, text: { content: [secret] } },
      { ...CALLBACK, createAt: secret },
      { ...CALLBACK, conversationType: secret },
      { ...CALLBACK, msgtype: "richText", content: `{"${secret}` },
    ]) {
      const error = errorOf(body);
      expect(`${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`).not.toContain(secret);
    }
  });
});
