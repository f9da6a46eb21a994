import { expect, it } from "vitest";
import { createCommandReader } from "./read-commands.ts";

const command = (...words: string[]): string =>
  `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join("")}`;

it("tells every command once with the bytes it came in, in whatever pieces they come", () => {
  const sent = [["set", "k", "消息\r\n*1\r\n"], ["GET", "k"], ["ping"], ["set", "k", ""]];
  const bytes = Buffer.from(sent.map((words) => command(...words)).join(""));
  for (let size = 1; size <= bytes.length; size += 1) {
    const read = createCommandReader();
    const found = [];
    for (let at = 0; at < bytes.length; at += size) found.push(...read(bytes.subarray(at, at + size)));
    expect(found.map(({ words }) => words)).toEqual(sent);
    expect(Buffer.concat(found.map((each) => each.bytes))).toEqual(bytes);
  }
});
