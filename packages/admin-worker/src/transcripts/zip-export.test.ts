import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import { zipExport } from "./zip-export.ts";

test("megabytes are packed beside other work, and whole", async () => {
  const exchanges = Array.from({ length: 500 }, (_, n) => ({
    nick: "张三",
    conversation: { type: "oneToOne" as const, title: "" },
    kind: "chat" as const,
    model: "gpt",
    question: `第${n}个问题`,
    answer: `第${n}个回答，${Array.from({ length: 300 }, (_unused, at) => (at * n * 7919).toString(36)).join("、")}`,
    askedAtMs: n,
    answeredAtMs: n,
  }));
  const shown = { v: 1 as const, by: "boss", person: { userId: "u", nick: "张三" }, total: 500, exchanges };
  let turns = 0;
  let isPacking = true;
  const look = (): void => {
    turns += 1;
    if (isPacking) setImmediate(look);
  };
  setImmediate(look);
  const { content, fileName } = await zipExport(shown, { timeZone: "Asia/Shanghai", nowMs: 0 });
  isPacking = false;
  // Packed on the event loop it would leave room for none.
  expect(turns).toBeGreaterThan(5);
  expect(fileName).toBe("对话记录-1970-01-01.zip");
  const files = Object.values(unzipSync(new Uint8Array(await content.arrayBuffer())));
  expect(files).toHaveLength(2);
  for (const bytes of files) {
    expect(bytes.length).toBeGreaterThan(1_000_000);
    expect(strFromU8(bytes)).toContain("第499个回答");
  }
});
