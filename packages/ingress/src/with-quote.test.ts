import type { QuotedMessage } from "@dinglane/dingtalk";
import { describe, expect, it } from "vitest";
import type { JobRoute } from "./route.ts";
import { withQuote } from "./with-quote.ts";

const question: JobRoute = { type: "answer-message", question: "为什么" };
const asked = (quoted: QuotedMessage, maxQuestionTokens = 4096) =>
  withQuote(question, { quoted }, maxQuestionTokens);

describe("withQuote", () => {
  it("leaves a question without a quote alone", () => {
    expect(withQuote(question, {}, 4096)).toBe(question);
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

  it.each<[QuotedMessage, string]>([
    [{ type: "picture", pictures: [{ downloadCode: "d" }] }, "图片"],
    [{ type: "richText", text: "看图", pictures: [{ downloadCode: "d" }] }, "图片"],
    [{ type: "picture" }, "图片"],
    [{ type: "audio" }, "语音"],
    [{ type: "video" }, "视频"],
    [{ type: "file", fileName: "a.pdf" }, "文件"],
  ])("says that it cannot read the quote %j", (quoted, word) => {
    expect(asked(quoted)).toMatchObject({
      type: "refusal",
      reason: "unreadable",
      words: { text: expect.stringMatching(new RegExp(`引用的.*${word}.*文字`)) },
    });
  });

  it.each<JobRoute>([{ type: "reset-session" }, { type: "show-help" }])("lets %j be", (route) => {
    expect(withQuote(route, { quoted: { type: "picture" } }, 4096)).toBe(route);
  });
});
