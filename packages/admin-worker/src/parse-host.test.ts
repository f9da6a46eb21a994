import { expect, test } from "vitest";
import { parseHost } from "./parse-host.ts";

test.each([
  ["example.com", { kind: "name", host: "example.com" }],
  [" HTTPS://WWW.Example.com:8443/a?b#c ", { kind: "name", host: "www.example.com", port: 8443 }],
  ["例子.中国", { kind: "name", host: "xn--fsqu00a.xn--fiqs8s" }],
  ["例子。中国。", { kind: "name", host: "xn--fsqu00a.xn--fiqs8s" }],
  ["example.com.", { kind: "name", host: "example.com" }],
  ["127.0.0.1:443", { kind: "address", host: "127.0.0.1", port: 443 }],
  // However an IPv4 address is written, it is one.
  ["0x7f.1", { kind: "address", host: "127.0.0.1" }],
  ["2130706433", { kind: "address", host: "127.0.0.1" }],
  ["[::1]:443", { kind: "address", host: "::1", port: 443 }],
  ["::ffff:127.0.0.1", { kind: "address", host: "::ffff:127.0.0.1" }],
])("reads %j", (text, expected) => {
  expect(parseHost(text)).toEqual(expected);
});

test.each([
  "",
  "localhost",
  "a b.com",
  "-a.com",
  "a-.com",
  "a..com",
  "user@example.com",
  "example.com:99999999",
  "[::1",
  "[example.com]",
  "1.2.3.4.5",
  `${"a".repeat(64)}.com`,
  `${"a.".repeat(200)}com`,
  "x".repeat(5_000),
])("%j is no host", (text) => {
  expect(parseHost(text)).toBeUndefined();
});
