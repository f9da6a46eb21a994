import type { MessageContent } from "@dinglane/dingtalk";
import type { Attachment } from "@dinglane/jobs";
import { describe, expect, it } from "vitest";
import { createRouter } from "./route-message.ts";

const templates = [
  { title: "#周报", prefix: "写成周报：", suffix: "" },
  { title: "#周报月报", prefix: "写成月报：", suffix: "。完" },
  { title: "#linux命令", prefix: "只用命令回复。", suffix: "" },
];
const router = createRouter({ templates, clearToken: " 清空会话 " });
const route = (content: MessageContent, isAdmin = true) => router(content, { isAdmin });
const text = (words: string): MessageContent => ({ type: "text", text: words });

describe("createRouter", () => {
  it.each([
    ["", { type: "show-help" }],
    [" 　", { type: "show-help" }],
    [" 帮助 ", { type: "show-help" }],
    ["单聊", { type: "switch-mode", mode: "singleTurn" }],
    ["串聊", { type: "switch-mode", mode: "multiTurn" }],
    ["重置", { type: "reset-session" }],
    ["退出", { type: "reset-session" }],
    ["结束", { type: "reset-session" }],
    ["停止", { type: "stop" }],
    ["取消", { type: "stop" }],
    ["停止吧", { type: "answer-message", question: "停止吧" }],
    ["清空会话", { type: "reset-session" }],
    ["帮助我写首诗", { type: "answer-message", question: "帮助我写首诗" }],
    ["  两行\n  问题 ", { type: "answer-message", question: "两行\n  问题" }],
    ["constructor", { type: "answer-message", question: "constructor" }],
    ["#周报 修了三个问题", { type: "answer-message", question: "写成周报：修了三个问题" }],
    ["#周报修了", { type: "answer-message", question: "写成周报：修了" }],
    ["#周报月报 修了", { type: "answer-message", question: "写成月报：修了。完" }],
    ["#Linux命令 看磁盘", { type: "answer-message", question: "只用命令回复。看磁盘" }],
    ["＃LINUX命令看磁盘", { type: "answer-message", question: "只用命令回复。看磁盘" }],
    ["＃没有的模板 问题", { type: "answer-message", question: "＃没有的模板 问题" }],
    ["群ID", { type: "show-group-id" }],
    ["余额", { type: "report-usage" }],
    ["状态", { type: "report-status" }],
    ["群id", { type: "show-group-id" }],
    ["群ID是什么", { type: "answer-message", question: "群ID是什么" }],
    ["#没有的模板 问题", { type: "answer-message", question: "#没有的模板 问题" }],
    ["问 #周报 怎么写", { type: "answer-message", question: "问 #周报 怎么写" }],
  ])("routes the text %j", (words, expected) => {
    expect(route(text(words))).toEqual(expected);
  });

  it.each([
    ["#域名 example.com", { type: "look-up-domain", domain: "example.com" }],
    ["＃域名例子.中国", { type: "look-up-domain", domain: "例子.中国" }],
    ["#证书 127.0.0.1", { type: "inspect-certificate", host: "127.0.0.1" }],
  ])("lets anybody send %j", (words, expected) => {
    expect(route(text(words), false)).toEqual(expected);
  });

  it.each([
    ["#图片 一只猫", "一只猫"],
    ["#图片一只猫", "一只猫"],
    ["＃图片　一只猫，\n水彩画 ", "一只猫，\n水彩画"],
  ])("draws %j, without the command", (words, prompt) => {
    expect(route(text(words), false)).toEqual({ type: "draw-image", prompt });
  });

  it.each(["图片", "#图片", "#图片 "])("tells how to use %j", (words) => {
    expect(route(text(words), false)).toMatchObject({
      reason: "command_usage",
      words: { text: expect.stringMatching(/^在 \*\*#图片\*\* 后面/) },
    });
  });

  it.each(["图片", "#图片 一只猫"])("says of %j that nothing draws, where that is so", (words) => {
    const onAzure = createRouter({ templates: [], clearToken: "", canDraw: false });
    expect(onAzure(text(words), { isAdmin: false })).toMatchObject({
      reason: "not_ready",
      words: { text: expect.stringMatching(/Azure[^]*管理员/) },
    });
  });

  it.each([
    ["#查对话 username：张三 7天", { type: "find-transcripts", query: { person: "张三", days: 7 } }],
    ["＃查对话userid:u1", { type: "find-transcripts", query: { person: "u1", isUserId: true } }],
    ["#删除对话 userid:u1", { type: "erase-person", userId: "u1" }],
  ])("lets an administrator send %j", (words, expected) => {
    expect(route(text(words))).toEqual(expected);
  });

  it.each([
    ["查对话", "#查对话 username:"],
    ["#查对话", "#查对话 username:"],
    ["#查对话 ：：", "#查对话 username:"],
    ["#查对话 foo:bar", "#查对话 username:"],
    ["#删除对话", "#删除对话 userid:"],
    ["#删除对话 username:张三", "#删除对话 userid:"],
    ["#删除对话 u1", "#删除对话 userid:"],
  ])("explains %j to an administrator", (words, example) => {
    expect(route(text(words))).toMatchObject({
      reason: "command_usage",
      words: { text: expect.stringContaining(`> ${example}`) },
    });
  });

  it.each(["#域名", "#证书"])("explains %j alone", (word) => {
    expect(route(text(` ${word} `), false)).toMatchObject({
      reason: "command_usage",
      words: { text: expect.stringContaining(`> ${word} example.com`) },
    });
  });

  it.each([
    ["#设置", ""],
    ["＃设置 help=第一行\n\n第二行", "help=第一行\n\n第二行"],
  ])("hands %j to whoever changes settings", (words, change) => {
    expect(route(text(words))).toEqual({ type: "change-settings", change });
  });

  it.each(["余额", "查对话", "状态", "群ID", "群id", "#查对话 张三", "＃设置", "#删除对话u1"])(
    "keeps %j for administrators, in words that name them and it",
    (words) => {
      expect(route(text(words), false)).toMatchObject({
        type: "refusal",
        reason: "admin_only",
        words: { text: expect.stringMatching(/“[群#]?[^”]+”只有管理员能用/) },
      });
    },
  );

  it("lets a template begin like a command, where its title is longer", () => {
    const own = createRouter({
      templates: [
        { title: "#设置说明", prefix: "解释：", suffix: "" },
        { title: "#设置", prefix: "被命令挡住：", suffix: "" },
      ],
      clearToken: "Reset",
    });
    expect(own(text("#设置说明 端口"), { isAdmin: false })).toMatchObject({ question: "解释：端口" });
    expect(own(text("#设置 端口"), { isAdmin: false })).toMatchObject({ reason: "admin_only" });
    expect(own(text("RESET"), { isAdmin: false })).toEqual({ type: "reset-session" });
  });

  it("lists the templates", () => {
    expect(route(text("模板"))).toMatchObject({
      words: { text: expect.stringMatching(/- #周报\n- #周报月报/) },
    });
  });

  it("explains a template that has nothing to work on", () => {
    expect(route(text("#周报 "))).toMatchObject({
      reason: "template_usage",
      words: { text: expect.stringContaining("#周报 您的内容") },
    });
  });

  it("takes the words of a rich text, a recognised voice", () => {
    expect(route({ type: "richText", text: "看", pictures: [] })).toMatchObject({ question: "看" });
    expect(route({ type: "richText", text: "", pictures: [] })).toEqual({ type: "show-help" });
    expect(route({ type: "audio", recognition: "重置" })).toEqual({ type: "reset-session" });
  });

  const codes = { downloadCode: "d", pictureDownloadCode: "p" };

  it.each<[MessageContent, string, Attachment[]]>([
    [{ type: "picture", picture: codes }, "", [{ type: "picture", ...codes }]],
    [
      { type: "richText", text: "哪个好", pictures: [codes, { downloadCode: "e" }] },
      "哪个好",
      [
        { type: "picture", ...codes },
        { type: "picture", downloadCode: "e" },
      ],
    ],
    [{ type: "richText", text: " ", pictures: [codes] }, "", [{ type: "picture", ...codes }]],
    [
      { type: "richText", text: "#周报 看图", pictures: [codes] },
      "写成周报：看图",
      [{ type: "picture", ...codes }],
    ],
    [
      { type: "file", fileName: "a.csv", downloadCode: "d" },
      "",
      [{ type: "file", fileName: "a.csv", downloadCode: "d" }],
    ],
    [{ type: "file", fileName: "a.JPG", downloadCode: "d" }, "", [{ type: "picture", downloadCode: "d" }]],
  ])("asks about what came in %j", (content, question, attachments) => {
    expect(route(content)).toEqual({ type: "answer-message", question, attachments });
  });

  it("takes a voice of which nothing was recognised where a model can write it down", () => {
    const hearing = createRouter({ templates, clearToken: "", readable: { speech: true, files: false } });
    expect(hearing({ type: "audio", downloadCode: "d" }, { isAdmin: false })).toEqual({
      type: "answer-message",
      question: "",
      attachments: [{ type: "audio", downloadCode: "d" }],
    });
    expect(hearing({ type: "audio", recognition: "停止", downloadCode: "d" }, { isAdmin: false })).toEqual({
      type: "stop",
    });
    expect(hearing({ type: "file", fileName: "a.csv", downloadCode: "d" }, { isAdmin: false })).toMatchObject(
      { reason: "unreadable" },
    );
  });

  it("carries out a command beside a picture", () => {
    expect(route({ type: "richText", text: "重置", pictures: [codes] })).toEqual({ type: "reset-session" });
  });

  it("refuses more pictures than eight", () => {
    const pictures = Array.from({ length: 9 }, () => codes);
    expect(route({ type: "richText", text: "看", pictures })).toMatchObject({ reason: "too_many_pictures" });
    expect(route({ type: "richText", text: "看", pictures: pictures.slice(1) })).toMatchObject({
      type: "answer-message",
    });
  });

  it.each<[MessageContent, string]>([
    [{ type: "audio", downloadCode: "c" }, "语音"],
    [{ type: "video" }, "视频"],
    [{ type: "file", fileName: "a.csv" }, "文件"],
    [{ type: "file", fileName: "a.pdf", downloadCode: "c" }, "文本文件"],
    [{ type: "unsupported", msgtype: "chatRecord", text: "聊天记录" }, "这种消息"],
  ])("says that it cannot read %j", (content, word) => {
    expect(route(content)).toMatchObject({
      reason: "unreadable",
      words: { text: expect.stringContaining(word) },
    });
  });

  it("says that the organisation's calls are used up", () => {
    expect(route({ type: "overQuota", errorCode: 20001, errorMessage: "…" })).toMatchObject({
      reason: "over_quota",
      words: { text: expect.stringContaining("管理员") },
    });
  });

  it("has no further reset word when none is configured", () => {
    expect(createRouter({ templates: [], clearToken: "" })(text(""), { isAdmin: false })).toEqual({
      type: "show-help",
    });
  });
});
