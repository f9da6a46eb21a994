import { expect, test } from "vitest";
import { decodeText } from "./decode-text.ts";

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex"));

test.each([
  ["UTF-8", "e4bda0e5a5bd0d0a09f09f9880", "你好\r\n\t😀"],
  ["UTF-8 with its mark", "efbbbf e4bda0", "你"],
  ["UTF-16, little end first", "fffe 604f 7d59", "你好"],
  ["UTF-16, big end first", "feff 4f60 597d", "你好"],
  ["GB18030", "c4e3bac3", "你好"],
  ["GB18030 of four bytes", "8139ef35", "㐆"],
  ["the colours of a terminal", "1b5b33316d6f6b", "\u001b[31mok"],
  ["nothing", "", ""],
])("%s is read", (_name, hex, text) => {
  expect(decodeText(bytes(hex))).toBe(text);
});

test.each([
  ["a picture", "89504e470d0a1a0a0000000d49484452"],
  ["an archive", "504b0304140000000800"],
  ["a document of Word", "d0cf11e0a1b11ae1000000000000"],
  ["what is cut in the middle of a character of UTF-16", "fffe604f7d"],
  ["zeros", "0000000000"],
  [
    "bytes of every kind",
    Buffer.from(Array.from({ length: 256 }, (_, n) => (n * 167) % 256)).toString("hex"),
  ],
])("%s is no text", (_name, hex) => {
  expect(decodeText(bytes(hex))).toBeUndefined();
});
