import {
  encodeExport,
  type ExportedExchange,
  type Reading,
  type TranscriptExport,
} from "@dinglane/transcripts";
import { listen, type Listening } from "@dinglane/runtime";
import express from "express";
import { afterEach, describe, expect, it } from "vitest";
import { createServeExport } from "./serve-export.ts";

const XSS = `<img src=x onerror=alert(1)><script>alert(1)</script>"'&`;
const exchange = (n: number, more: Partial<ExportedExchange> = {}): ExportedExchange => ({
  nick: "张三",
  conversation: { type: "group", title: "产品群" },
  kind: "chat",
  model: "gpt",
  question: `第 ${n} 问`,
  answer: `第 ${n} 答`,
  askedAtMs: 1_000 * n,
  answeredAtMs: 1_000 * n + 500,
  ...more,
});
const exported = (exchanges: ExportedExchange[]): TranscriptExport => ({
  v: 1,
  by: "admin",
  person: { userId: "staff-1", nick: `张三${XSS}` },
  total: exchanges.length,
  exchanges,
});

let server: Listening | undefined;
afterEach(async () => {
  await server?.close();
});

async function open(stored: Record<string, TranscriptExport | "broken">, isAuditDown = false) {
  const readings: Omit<Reading, "v" | "type">[] = [];
  const warnings: object[] = [];
  const app = express();
  app.get(
    "/exports/:id",
    createServeExport({
      files: {
        async read(_kind, id) {
          if (id === "away") throw new Error("connection lost");
          const value = stored[id];
          if (value === undefined) return undefined;
          const bytes = value === "broken" ? new TextEncoder().encode("{}") : encodeExport(value);
          return { contentType: "application/json", bytes, metadata: {} };
        },
      },
      async record(reading) {
        if (isAuditDown) throw new Error("connection lost");
        readings.push(reading);
      },
      formatTime: (ms) => `T${ms}`,
      now: () => 9_000,
      log: { warn: (fields) => void warnings.push(fields) },
    }),
  );
  server = await listen(app, 0);
  const base = `http://127.0.0.1:${server.port}/exports/`;
  return { readings, warnings, get: (path: string) => fetch(base + path) };
}

describe("GET /exports/:id", () => {
  it("shows pairs in order on a page without script, and whatever was written stays text", async () => {
    const strange = exchange(2, { question: XSS, answer: XSS, conversation: { type: "group", title: XSS } });
    const { get, readings } = await open({ one: exported([exchange(1), strange]) });
    const response = await get("one");
    const html = await response.text();
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(response.headers.get("content-security-policy")).toMatch(
      /^default-src 'none'; style-src 'sha256-/,
    );
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("referrer-policy")).toBe("no-referrer");
    expect(html).not.toMatch(/<script|<img|onerror=alert\(1\)>/);
    expect(html).toContain("&lt;img src=x onerror=alert(1)&gt;");
    expect(html.indexOf("第 1 问")).toBeLessThan(html.indexOf("第 1 答"));
    expect(html.indexOf("第 1 答")).toBeLessThan(html.lastIndexOf("&lt;script"));
    expect(readings).toMatchObject([
      { action: "opened", by: "admin", of: "staff-1", exchanges: 2, atMs: 9_000 },
    ]);
  });

  it("searches in any case, marks what it found, and offers the same as a download", async () => {
    const { get } = await open({
      one: exported([
        exchange(1, { answer: "用 Redis 做 (缓存)" }),
        exchange(2),
        exchange(3, { question: "rEDIS?" }),
      ]),
    });
    const html = await (await get("one?q=%20redis%20")).text();
    expect(html).toContain("<mark>Redis</mark>");
    expect(html).toContain("<mark>rEDIS</mark>");
    expect(html).not.toContain("第 2 问");
    expect(html).toContain("找到 2 条");
    expect(html).toContain('href="?format=csv&amp;q=redis"');
    expect(await (await get(`one?q=${encodeURIComponent("(缓存)")}`)).text()).toContain(
      "<mark>(缓存)</mark>",
    );
    const nothing = await (await get(`one?q=${encodeURIComponent(XSS)}`)).text();
    expect(nothing).toContain("没有找到含有");
    expect(nothing).not.toContain("这里没有对话");
    expect(nothing).not.toMatch(/<script|<img/);
    const csv = await (await get("one?format=csv&q=redis")).text();
    expect(csv.trim().split("\r\n")).toHaveLength(3);
    const markdown = await (await get("one?format=md&q=redis")).text();
    expect(markdown).toContain("搜索了全部 3 条，含有“redis”的有 2 条");
    expect(await (await get("one?format=md")).text()).not.toContain("含有");
  });

  it("cuts what is long into pages, whatever page is asked for", async () => {
    const { get } = await open({ one: exported(Array.from({ length: 120 }, (_, n) => exchange(n + 1))) });
    const first = await (await get("one")).text();
    expect(first).toContain("第 50 问");
    expect(first).not.toContain("第 51 问");
    expect(first).toContain('href="?page=2"');
    const last = await (await get("one?page=3")).text();
    expect(last).toContain("第 120 问");
    for (const page of ["0", "-1", "99", "x", "1e9", "2&page=3"]) {
      expect((await get(`one?page=${page}`)).status).toBe(200);
    }
    expect((await get("one?q[]=a&q[]=b")).status).toBe(200);
  });

  it.each([
    ["md", "text/markdown; charset=utf-8", "downloaded_md"],
    ["csv", "text/csv; charset=utf-8", "downloaded_csv"],
  ])("gives a file as %s, and records it", async (format, type, action) => {
    const { get, readings } = await open({ one: exported([exchange(1)]) });
    const response = await get(`one?format=${format}`);
    expect(response.headers.get("content-type")).toBe(type);
    expect(response.headers.get("content-disposition")).toMatch(
      /^attachment; filename="[^"]+"; filename\*=UTF-8''/,
    );
    expect(await response.text()).toContain("第 1 答");
    expect(readings).toMatchObject([{ action, exchanges: 1 }]);
  });

  it("shows nothing for a link that has ended, is broken, or cannot be recorded", async () => {
    const there = { one: exported([exchange(1)]), broken: "broken" as const };
    const { get, warnings } = await open(there);
    expect((await get("none")).status).toBe(404);
    expect((await get("broken")).status).toBe(404);
    expect(warnings).toEqual([]);
    expect((await get("away")).status).toBe(503);
    expect(warnings).toEqual([{ err: new Error("connection lost") }]);
    await server?.close();
    const unaudited = await open(there, true);
    const response = await unaudited.get("one");
    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain("第 1 问");
  });
});
