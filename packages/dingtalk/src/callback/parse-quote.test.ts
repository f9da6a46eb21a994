import { describe, expect, test } from "vitest";
import { parseRobotMessage } from "./parse-robot-message.ts";
import type { QuotedMessage } from "./robot-message.ts";

const CALLBACK = {
  msgId: "m",
  msgtype: "text",
  text: { content: "这是什么" },
  conversationId: "c",
  conversationType: "2",
  senderId: "s",
  chatbotUserId: "robot",
  robotCode: "ding1",
  createAt: 1_700_000_000_000,
  sessionWebhook: "https://oapi.dingtalk.com/x",
};

const quoteIn = (fields: object): QuotedMessage | undefined =>
  parseRobotMessage({ ...CALLBACK, ...fields }).quoted;
const quoteOf = (repliedMsg: unknown, fields: object = {}): QuotedMessage | undefined =>
  quoteIn({ text: { content: "这是什么", isReplyMsg: true, repliedMsg }, ...fields });

describe("a quoted message", () => {
  test.each<[string, unknown, QuotedMessage]>([
    [
      "text",
      { msgType: "text", msgId: "q", senderId: "a", content: { text: " 你好 " } },
      { msgId: "q", type: "text", senderId: "a", text: "你好" },
    ],
    [
      "text under its other name",
      { msgType: "text", content: { content: "你好" } },
      { type: "text", text: "你好" },
    ],
    ["text as JSON", { msgType: "text", content: '{"text":"你好"}' }, { type: "text", text: "你好" }],
    ["text as it is", { msgType: "text", content: "你好" }, { type: "text", text: "你好" }],
    ["no msgType", { content: { text: "你好" } }, { text: "你好" }],
    [
      "picture",
      { msgType: "picture", content: { downloadCode: "d" } },
      { type: "picture", downloadCode: "d", pictures: [{ downloadCode: "d" }] },
    ],
    [
      "audio",
      { msgType: "audio", content: { duration: "2000", downloadCode: "d" } },
      { type: "audio", downloadCode: "d" },
    ],
    [
      "video",
      { msgType: "video", content: { duration: "1", downloadCode: "d", videoType: "mp4" } },
      { type: "video", downloadCode: "d" },
    ],
    [
      "file",
      { msgType: "file", content: { spaceId: "1", fileName: "a.pdf", downloadCode: "d", fileId: "2" } },
      { type: "file", fileName: "a.pdf", downloadCode: "d" },
    ],
    ["unknownMsgType", { msgType: "unknownMsgType" }, { type: "unknownMsgType" }],
    [
      "a card of the robot's own",
      { msgType: "interactiveCard", senderId: "robot" },
      { type: "interactiveCard", senderId: "robot", isRobots: true },
    ],
    [
      "richText",
      {
        msgType: "richText",
        content: {
          richText: [
            { msgType: "at", atName: "张三" },
            { msgType: "text", content: "看图" },
            { msgType: "picture", downloadCode: "d" },
            { msgType: "emoji" },
          ],
        },
      },
      { type: "richText", text: "@张三 看图", pictures: [{ downloadCode: "d" }] },
    ],
    [
      "a reply itself",
      { msgType: "text", content: { text: "二", repliedMsg: { msgType: "text", content: { text: "一" } } } },
      { type: "text", text: "二", quoted: { type: "text", text: "一" } },
    ],
    [
      "a reply itself, in a callback's shape",
      { msgType: "text", text: { content: "二" }, repliedMsg: { msgType: "text", text: { content: "一" } } },
      { type: "text", text: "二", quoted: { type: "text", text: "一" } },
    ],
  ])("%s", (_, replied, expected) => {
    expect(quoteOf(replied)).toEqual(expected);
  });

  test("stands in the content of a richText message", () => {
    const content = {
      richText: [{ text: "好" }],
      isReplyMsg: true,
      repliedMsg: { msgType: "text", content: { text: "你好" } },
    };
    expect(quoteIn({ msgtype: "richText", text: undefined, content })?.text).toBe("你好");
    expect(quoteIn({ msgtype: "richText", text: undefined, content: JSON.stringify(content) })?.text).toBe(
      "你好",
    );
  });

  test("may be known by its id only", () => {
    expect(quoteIn({ originalMsgId: "q" })).toEqual({ msgId: "q" });
    expect(quoteIn({ originalMsgId: "q", originalProcessQueryKey: "k" })).toEqual({
      msgId: "q",
      processQueryKey: "k",
    });
    expect(
      quoteOf({ msgType: "interactiveCard" }, { originalMsgId: "q", originalProcessQueryKey: "k" }),
    ).toEqual({
      type: "interactiveCard",
      msgId: "q",
      processQueryKey: "k",
    });
  });

  test.each([undefined, null, {}, [], "", "not json", 5, true])("%j is none", (replied) => {
    expect(quoteOf(replied)).toBeUndefined();
  });

  test("of odd types costs nothing but itself", () => {
    expect(quoteOf({ msgType: 1, msgId: {}, content: [], senderId: null })).toEqual({});
  });

  test("is not followed for ever", () => {
    let replied: object = { content: { text: "0" } };
    for (let depth = 0; depth < 5_000; depth += 1) replied = { content: { text: "n" }, repliedMsg: replied };
    let depth = 0;
    for (let quote = quoteOf(replied); quote !== undefined; quote = quote.quoted) depth += 1;
    expect(depth).toBe(5);
  });
});
