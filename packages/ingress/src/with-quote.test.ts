import type { QuotedMessage } from "@dinglane/dingtalk";
import type { Attachment } from "@dinglane/jobs";
import { describe, expect, it } from "vitest";
import type { JobRoute } from "./route.ts";
import { withQuote } from "./with-quote.ts";

const question: JobRoute = { type: "answer-message", question: "为什么" };
const limits = { maxQuestionTokens: 4096, maxFileBytes: 1, transcription: "whisper-1" };
const asked = (quoted: QuotedMessage, maxQuestionTokens = 4096) =>
  withQuote(question, { quoted }, { ...limits, maxQuestionTokens });

describe("withQuote", () => {
  it("leaves a question without a quote alone", () => {
    expect(withQuote(question, {}, limits)).toBe(question);
  });

  it.each<[string, QuotedMessage, string]>([
    ["words", { type: "text", text: "天空是蓝的" }, "> 天空是蓝的"],
    ["several lines", { text: "一\r\n\n> 二\r三" }, "> 一\n>\n> > 二\n> 三"],
    ["words of an unknown kind", { type: "audio", text: "说的话" }, "> 说的话"],
    ["a reply of the robot's own", { msgId: "q", isRobots: true }, "> （引用了你之前的一条回复）"],
    ["a message known by its id", { msgId: "q" }, "> （引用了一条消息，但看不到它的内容）"],
  ])("puts %s before the question", (_name, quoted, quote) => {
    expect(asked(quoted)).toEqual({ ...question, question: `${quote}\n\n为什么` });
  });

  it("cuts a long quote, between characters", () => {
    const whole = "长".repeat(2_000);
    expect(asked({ text: whole }, 1_000_000)).toMatchObject({ question: `> ${whole}\n\n为什么` });
    expect(asked({ text: `${whole}长` }, 1_000_000)).toMatchObject({ question: `> ${whole}…\n\n为什么` });
    expect(asked({ text: "😀".repeat(20) }, 10)).toMatchObject({ question: "> 😀😀…\n\n为什么" });
  });

  const codes = { downloadCode: "d", pictureDownloadCode: "p" };

  it.each<[QuotedMessage, string, Attachment]>([
    [
      { type: "picture", pictures: [codes], downloadCode: "d" },
      "（引用了图片）",
      { type: "picture", ...codes },
    ],
    [{ type: "richText", text: "看图", pictures: [codes] }, "看图", { type: "picture", ...codes }],
    [{ type: "audio", downloadCode: "d" }, "（引用了一段语音）", { type: "audio", downloadCode: "d" }],
    [
      { type: "file", fileName: "a.csv", downloadCode: "d" },
      "（引用了一个文件）",
      { type: "file", fileName: "a.csv", downloadCode: "d" },
    ],
    [
      { type: "file", fileName: "a.PNG", downloadCode: "d" },
      "（引用了图片）",
      { type: "picture", downloadCode: "d" },
    ],
  ])("brings in what the quote %j brought", (quoted, words, attachment) => {
    expect(asked(quoted)).toEqual({
      type: "answer-message",
      question: `> ${words}\n\n为什么`,
      attachments: [attachment],
    });
  });

  it("puts what the quote brought before what the question brought, up to eight pictures", () => {
    const own = { type: "picture" as const, downloadCode: "own" };
    const route: JobRoute = { type: "answer-message", question: "", attachments: [own] };
    const quoted = { type: "picture", pictures: [codes] };
    expect(withQuote(route, { quoted }, limits)).toEqual({
      type: "answer-message",
      question: "> （引用了图片）",
      attachments: [{ type: "picture", ...codes }, own],
    });
    const many = { ...route, attachments: Array.from({ length: 8 }, () => own) };
    expect(withQuote(many, { quoted }, limits)).toMatchObject({
      reason: "too_many_pictures",
      words: { text: expect.stringContaining("8 张") },
    });
  });

  it.each<[QuotedMessage, string]>([
    [{ type: "picture" }, "图片"],
    [{ type: "audio" }, "语音"],
    [{ type: "video", downloadCode: "d" }, "视频"],
    [{ type: "file", fileName: "a.csv" }, "文件"],
  ])("says that it cannot read the quote %j", (quoted, word) => {
    expect(asked(quoted)).toMatchObject({
      type: "refusal",
      reason: "unreadable",
      words: { text: expect.stringMatching(new RegExp(`引用的.*${word}.*文字`)) },
    });
  });

  it.each<[QuotedMessage, Partial<typeof limits>]>([
    [
      { type: "audio", downloadCode: "d" },
      { maxQuestionTokens: 1, maxFileBytes: 1 },
    ],
    [
      { type: "file", fileName: "a.csv", downloadCode: "d" },
      { ...limits, maxFileBytes: 0 },
    ],
    [{ type: "file", fileName: "a.pdf", downloadCode: "d" }, limits],
  ])("refuses the quote %j where that is not read: %j", (quoted, model) => {
    expect(
      withQuote(question, { quoted }, { maxQuestionTokens: 1, maxFileBytes: 1, ...model }),
    ).toMatchObject({
      reason: "unreadable",
    });
  });

  it.each<JobRoute>([{ type: "reset-session" }, { type: "show-help" }])("lets %j be", (route) => {
    expect(withQuote(route, { quoted: { type: "picture" } }, limits)).toBe(route);
  });
});
