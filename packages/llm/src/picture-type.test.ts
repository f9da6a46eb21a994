import { expect, test } from "vitest";
import { pictureTypeOf } from "./picture-type.ts";

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex"));

test.each([
  ["89504e47 0d0a1a0a 0000000d", "png"],
  ["ffd8ffe0 0010", "jpeg"],
  ["52494646 24000000 57454250 56503820", "webp"],
  ["474946383961", "gif"],
  ["474946383761", "gif"],
  ["52494646 24000000 57415645", undefined],
  ["3c737667", undefined],
  ["89504e47", undefined],
  ["ffd8", undefined],
  ["", undefined],
])("%s is %s", (hex, type) => {
  expect(pictureTypeOf(bytesOf(hex))).toBe(type);
});
