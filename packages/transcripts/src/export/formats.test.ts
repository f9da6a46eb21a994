import { expect, test } from "vitest";
import { createFormatTime } from "./format-time.ts";
import { newestThatFit } from "./newest-that-fit.ts";
import { toCsv } from "./to-csv.ts";
import { toMarkdown } from "./to-markdown.ts";
import {
  encodeExport,
  parseExport,
  type ExportedExchange,
  type TranscriptExport,
} from "./transcript-export.ts";

const formatTime = createFormatTime("Asia/Shanghai");
const exchange = (question: string, answer: string): ExportedExchange => ({
  nick: "张三",
  conversation: { type: "group", title: "产品群" },
  kind: "chat",
  model: "gpt",
  question,
  answer,
  askedAtMs: Date.UTC(2026, 10, 20, 1, 5, 0),
  answeredAtMs: Date.UTC(2026, 10, 20, 1, 5, 9),
});
const exported = (...exchanges: ExportedExchange[]): TranscriptExport => ({
  v: 1,
  by: "admin",
  person: { userId: "staff-1", nick: "张三" },
  total: exchanges.length,
  exchanges,
});

test("an export comes back from its bytes", () => {
  const value = { ...exported(exchange("问", "答")), days: 7 };
  expect(parseExport(encodeExport(value))).toEqual(value);
});

test("times are those of the configured zone", () => {
  expect(formatTime(Date.UTC(2026, 10, 20, 16, 5, 1))).toBe("2026-11-21 00:05:01");
});

test("a table opens in Excel as text: quotes doubled, formulas defused, UTF-8 marked", () => {
  const csv = toCsv(exported(exchange('他说"好"\n第二行', "=cmd|' /C calc'!A0")), formatTime);
  expect(csv.startsWith("\uFEFF")).toBe(true);
  expect(csv).toContain('"他说""好""\n第二行"');
  expect(csv).toContain(`"'=cmd|' /C calc'!A0"`);
  expect(csv.split("\r\n")).toHaveLength(3);
  for (const sign of ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r"]) {
    expect(toCsv(exported(exchange(`${sign}1+1`, "")), formatTime)).toContain(`"'${sign}1+1"`);
  }
});

test("a document has pairs in order; what was written has no effect in it", () => {
  const text = toMarkdown(
    { ...exported(exchange("# 大标题\n```\n<script>", "第一"), exchange("后来", "第二")), total: 9 },
    formatTime,
  );
  expect(text).toContain("````text\n# 大标题\n```\n<script>\n````");
  expect(text.indexOf("第一")).toBeLessThan(text.indexOf("后来"));
  expect(text).toContain("2026-11-20 09:05:00");
  expect(text).toContain("共 9 条，这里是最近的 2 条");
  const strange = toMarkdown(
    { ...exported(), person: { userId: "u", nick: "[点我](http://x)\n# 假" } },
    formatTime,
  );
  expect(strange).toContain(String.raw`# \[点我\](http://x) \# 假`);
});

test("of too much, the newest are kept", () => {
  const all = ["一", "二", "三"].map((word) => exchange(word, word));
  expect(newestThatFit(all, 12).map(({ question }) => question)).toEqual(["二", "三"]);
  expect(newestThatFit(all, 1)).toEqual([]);
  expect(newestThatFit(all)).toHaveLength(3);
});
