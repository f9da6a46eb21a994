import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { verifyCallback } from "./verify-callback.ts";

const NOW = 1_577_262_236_757;
const SIGNED = { timestamp: "1577262236757", sign: "DJrE6qdyVGCQz9z5r2MDuNcNAhwYnuAkyj13cx169CA=" };
const SECRET = { id: "ding1", secret: "this is a secret" };
const HOUR = 3_600_000;

describe("verifyCallback", () => {
  test.each([
    [SIGNED, SECRET.secret],
    [{ timestamp: "1700000000000", sign: "N5P09a4+p1AMJIJWnIvQd2Yxw9+fu/oEBnPrjCcsLXk=" }, "SECabc123"],
    [{ timestamp: SIGNED.timestamp, sign: "hmPWwU+7lVdm3ZZz0r9tSfx0L4Q26jWOZr9+Gs6EZQM=" }, "this is secret"],
  ])("accepts the sheet's vector %#", (headers, secret) => {
    const verdict = verifyCallback(headers, [{ secret }], Number(headers.timestamp));
    expect(verdict).toEqual({ ok: true, matched: { secret } });
  });

  test("tells which of several secrets matched, wherever it stands", () => {
    const others = [{ id: "a", secret: "a" }, { secret: "b" }];
    for (const secrets of [
      [SECRET, ...others],
      [...others, SECRET],
    ]) {
      expect(verifyCallback(SIGNED, secrets, NOW)).toEqual({ ok: true, matched: SECRET });
    }
  });

  test("prefers a credential to a bare secret of the same value", () => {
    const bare = { secret: SECRET.secret };
    expect(verifyCallback(SIGNED, [bare, SECRET], NOW)).toEqual({ ok: true, matched: SECRET });
    expect(verifyCallback(SIGNED, [SECRET, bare], NOW)).toEqual({ ok: true, matched: SECRET });
  });

  test("accepts an hour's difference in either direction, and not a millisecond more", () => {
    for (const way of [1, -1]) {
      expect(verifyCallback(SIGNED, [SECRET], NOW + way * HOUR).ok).toBe(true);
      expect(verifyCallback(SIGNED, [SECRET], NOW + way * (HOUR + 1))).toEqual({
        ok: false,
        reason: "stale",
      });
    }
  });

  test.each([
    [undefined, undefined],
    [SIGNED.timestamp, undefined],
    [undefined, SIGNED.sign],
    ["", SIGNED.sign],
    [SIGNED.timestamp, ""],
  ])("misses a header (%s, %s)", (timestamp, sign) => {
    expect(verifyCallback({ timestamp, sign }, [SECRET], NOW)).toEqual({ ok: false, reason: "missing" });
  });

  test.each([
    [SIGNED.timestamp, "x"],
    [SIGNED.timestamp, encodeURIComponent(SIGNED.sign)],
    [SIGNED.timestamp, SIGNED.sign.slice(0, -1)],
    [SIGNED.timestamp, SIGNED.sign.toLowerCase()],
    ["1577262236758", SIGNED.sign],
    ["0x16f3b8d8df5", SIGNED.sign],
    [" 1577262236757", SIGNED.sign],
    ["1577262236757.0", SIGNED.sign],
    ["9".repeat(40), SIGNED.sign],
  ])("calls %s %s forged", (timestamp, sign) => {
    expect(verifyCallback({ timestamp, sign }, [SECRET], NOW)).toEqual({ ok: false, reason: "forged" });
  });

  test("calls a forged signature forged however old it is", () => {
    const headers = { ...SIGNED, sign: "x" };
    expect(verifyCallback(headers, [SECRET], NOW + 2 * HOUR)).toEqual({ ok: false, reason: "forged" });
  });

  test("does not take a card callback's signature, which leaves the secret out of the message", () => {
    const headers = { timestamp: "1700000000000", sign: "I85VWQbGCqbDkjEb7rsCEkTKI9QSL3wzLms54MiwXlg=" };
    const verdict = verifyCallback(headers, [{ secret: "example-secret" }], 1_700_000_000_000);
    expect(verdict).toEqual({ ok: false, reason: "forged" });
  });

  test("an empty secret matches nothing, and neither does none", () => {
    const sign = createHmac("sha256", "").update(`${SIGNED.timestamp}\n`).digest("base64");
    const headers = { timestamp: SIGNED.timestamp, sign };
    expect(verifyCallback(headers, [{ secret: "" }], NOW)).toEqual({ ok: false, reason: "forged" });
    expect(verifyCallback(SIGNED, [], NOW)).toEqual({ ok: false, reason: "forged" });
  });
});
