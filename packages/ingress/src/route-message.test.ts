import type { MessageContent } from "@dinglane/dingtalk";
import { describe, expect, it } from "vitest";
import { createRouter } from "./route-message.ts";

const templates = [
  { title: "#周报", prefix: "写成周报：", suffix: "" },
  { title: "#周报月报", prefix: "写成月报：", suffix: "。完" },
  { title: "#linux命令", prefix: "只用命令回复。", suffix: "" },
];
const route = createRouter({ templates, clearToken: " 清空会话 " });
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
    ["#没有的模板 问题", { type: "answer-message", question: "#没有的模板 问题" }],
    ["问 #周报 怎么写", { type: "answer-message", question: "问 #周报 怎么写" }],
  ])("routes the text %j", (words, expected) => {
    expect(route(text(words))).toEqual(expected);
  });

  it.each([
    "图片",
    "余额",
    "查对话",
    "群ID",
    "状态",
    "#图片 一只猫",
    "#查对话 username:张三",
    "#查对话",
    "#域名 example.com",
    "#证书 example.com",
  ])("answers %j, whose worker does not exist yet, in words that name it", (words) => {
    const command = words.split(" ")[0] as string;
    expect(route(text(words))).toMatchObject({
      reason: "not_ready",
      words: { text: expect.stringContaining(command) },
    });
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

  it.each<[MessageContent, string]>([
    [{ type: "richText", text: "看这张图", pictures: [{ downloadCode: "c" }] }, "图片我还看不懂"],
    [{ type: "richText", text: " ", pictures: [{ downloadCode: "c" }] }, "图片"],
    [{ type: "picture", picture: { downloadCode: "c" } }, "图片"],
    [{ type: "audio", downloadCode: "c" }, "语音"],
    [{ type: "video" }, "视频"],
    [{ type: "file", fileName: "a.pdf" }, "文件"],
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
    expect(createRouter({ templates: [], clearToken: "" })(text(""))).toEqual({ type: "show-help" });
  });
});
