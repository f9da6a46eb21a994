import { expect, it } from "vitest";
import { createCommandReader } from "./command-counter.ts";

const command = (...parts: string[]): string =>
  `*${parts.length}\r\n${parts.map((part) => `$${Buffer.byteLength(part)}\r\n${part}\r\n`).join("")}`;

it("tells every command once, in whatever pieces the bytes come", () => {
  const bytes = Buffer.from(command("set", "k", "消息\r\n*1\r\n") + command("GET", "k") + command("ping"));
  for (let size = 1; size <= bytes.length; size += 1) {
    const found: string[] = [];
    const read = createCommandReader((name) => found.push(name));
    for (let at = 0; at < bytes.length; at += size) read(bytes.subarray(at, at + size));
    expect(found).toEqual(["SET", "GET", "PING"]);
  }
});
