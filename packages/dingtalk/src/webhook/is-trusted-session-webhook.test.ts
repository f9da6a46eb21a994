import { describe, expect, test } from "vitest";
import { isTrustedSessionWebhook } from "./is-trusted-session-webhook.ts";

const OAPI = "https://oapi.dingtalk.com";
const PATH = "/robot/sendBySession?session=0123456789abcdef0123456789abcdef";

describe("isTrustedSessionWebhook", () => {
  test.each([
    `https://oapi.dingtalk.com${PATH}`,
    `https://api.dingtalk.com${PATH}`,
    `https://a.b.dingtalk.com${PATH}`,
    `https://oapi.dingtalk.com:443${PATH}`,
    `HTTPS://OAPI.DingTalk.COM${PATH}`,
    "https://oapi.dingtalk.com",
  ])("trusts %s", (url) => {
    expect(isTrustedSessionWebhook(url, OAPI)).toBe(true);
  });

  test.each([
    `http://oapi.dingtalk.com${PATH}`,
    `https://oapi.dingtalk.com:8443${PATH}`,
    `https://dingtalk.com${PATH}`,
    `https://evil-dingtalk.com${PATH}`,
    `https://evildingtalk.com${PATH}`,
    `https://oapi.dingtalk.com.evil.com${PATH}`,
    `https://evil.com/oapi.dingtalk.com${PATH}`,
    `https://evil.com?oapi.dingtalk.com`,
    `https://evil.com#.dingtalk.com`,
    `https://oapi.dingtalk.com@evil.com${PATH}`,
    `https://evil.com@oapi.dingtalk.com${PATH}`,
    `https://:@oapi.dingtalk.com${PATH}`,
    `https://@oapi.dingtalk.com${PATH}`,
    `https://oapi.dingtalk.com.${PATH}`,
    `https://.dingtalk.com${PATH}`,
    `https://a..dingtalk.com${PATH}`,
    `https://evil.com\\.dingtalk.com${PATH}`,
    `https:\\\\oapi.dingtalk.com${PATH}`,
    `https:/oapi.dingtalk.com${PATH}`,
    `https:oapi.dingtalk.com${PATH}`,
    `https:///oapi.dingtalk.com${PATH}`,
    `//oapi.dingtalk.com${PATH}`,
    ` https://oapi.dingtalk.com${PATH}`,
    `https://oapi.dingtalk.com${PATH} `,
    `https://evil.com\t.dingtalk.com${PATH}`,
    `https://oapi.dingtalk.com\n${PATH}`,
    `https://oapi%2edingtalk.com${PATH}`,
    `https://evil.com%2f.dingtalk.com${PATH}`,
    `https://oapi。dingtalk.com${PATH}`,
    `https://ｏapi.dingtalk.com${PATH}`,
    `https://oapi.dıngtalk.com${PATH}`,
    "https://127.0.0.1/",
    "https://[::1]/",
    "https://169.254.169.254/latest/meta-data",
    "https://localhost/",
    "ftp://oapi.dingtalk.com/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "",
    "oapi.dingtalk.com",
    `https://oapi.dingtalk.com/${"x".repeat(3_000)}`,
  ])("does not trust %j", (url) => {
    expect(isTrustedSessionWebhook(url, OAPI)).toBe(false);
  });

  test("trusts the configured origin only as a whole: scheme, host and port", () => {
    const oapi = "http://127.0.0.1:4010/base/";
    expect(isTrustedSessionWebhook(`http://127.0.0.1:4010${PATH}`, oapi)).toBe(true);
    expect(isTrustedSessionWebhook(`https://oapi.dingtalk.com${PATH}`, oapi)).toBe(true);
    const others = [
      `https://127.0.0.1:4010${PATH}`,
      `http://127.0.0.1:4011${PATH}`,
      `http://127.0.0.1${PATH}`,
      `http://localhost:4010${PATH}`,
      `http://user@127.0.0.1:4010${PATH}`,
      `http://127.0.0.1:4010@evil.com${PATH}`,
      `http://127.0.0.1:4010.evil.com${PATH}`,
      `http://oapi.dingtalk.com${PATH}`,
    ];
    expect(others.filter((url) => isTrustedSessionWebhook(url, oapi))).toEqual([]);
  });

  test("takes an IPv6 origin", () => {
    expect(isTrustedSessionWebhook(`http://[::1]:4010${PATH}`, "http://[::1]:4010")).toBe(true);
  });

  test("without a usable configured origin only DingTalk's hosts are left", () => {
    for (const oapi of ["", "not a url", "data:text/plain,x"]) {
      expect(isTrustedSessionWebhook(`https://oapi.dingtalk.com${PATH}`, oapi)).toBe(true);
      expect(isTrustedSessionWebhook("https://evil.com/", oapi)).toBe(false);
    }
  });
});
