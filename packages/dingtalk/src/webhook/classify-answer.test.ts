import { describe, expect, test } from "vitest";
import { classifyAnswer } from "./classify-answer.ts";
import type { SendAction } from "./send-outcome.ts";

/** Every code of protocol sheet 2.4, and the API's own pace limits. */
const ACTIONS: [errcode: number, action: SendAction][] = [
  [-1, "retry"],
  [40_035, "give-up"],
  [43_004, "give-up"],
  [400_013, "give-up"],
  [400_101, "give-up"],
  [400_102, "give-up"],
  [400_106, "give-up"],
  [400_105, "degrade"],
  [410_100, "back-off"],
  [430_101, "degrade"],
  [430_102, "degrade"],
  [430_103, "degrade"],
  [430_104, "degrade"],
  [310_000, "give-up"],
  [300_001, "expired"],
  [130_101, "back-off"],
  [460_101, "split"],
  [101_002, "split"],
  [90_030, "expired"],
  [660_026, "retry"],
  [90_002, "back-off"],
  [90_018, "back-off"],
  [987_654, "retry"],
];

describe("classifyAnswer", () => {
  test.each(ACTIONS)("errcode %i asks for %s, as a number or a string", (errcode, action) => {
    for (const code of [errcode, String(errcode)]) {
      const body = JSON.stringify({ errcode: code, errmsg: "x" });
      expect(classifyAnswer({ httpStatus: 200, body })).toMatchObject({ status: "failed", action, errcode });
    }
  });

  test.each([
    [
      200,
      '{"status":1111,"wait":5,"source":"x5","punish":"deny","uuid":"u"}',
      "failed",
      "back-off",
      "blocked",
    ],
    [200, "<!DOCTYPE html><html></html>", "failed", "back-off", "blocked"],
    [200, "\n <html>", "failed", "back-off", "blocked"],
    [200, "", "unknown", undefined, "not_json"],
    [200, "ok", "unknown", undefined, "not_json"],
    [200, '{"errcode":', "unknown", undefined, "not_json"],
    [200, "{}", "unknown", undefined, "no_errcode"],
    [200, "null", "unknown", undefined, "no_errcode"],
    [200, "[]", "unknown", undefined, "no_errcode"],
    [200, '{"errcode":null}', "unknown", undefined, "no_errcode"],
    [200, '{"errcode":"ok"}', "unknown", undefined, "no_errcode"],
    [200, '{"errcode":""}', "unknown", undefined, "no_errcode"],
    [200, undefined, "unknown", undefined, "answer_lost"],
    [302, "", "failed", "retry", "redirected"],
    [400, "bad", "failed", "give-up", "http_status"],
    [403, "<html>", "failed", "back-off", "blocked"],
    [404, "", "failed", "give-up", "http_status"],
    [408, "", "failed", "retry", "http_status"],
    [413, "", "failed", "split", "http_status"],
    [429, "", "failed", "back-off", "blocked"],
    [500, "<html>", "failed", "retry", "http_status"],
    [502, "<html>", "unknown", undefined, "http_status"],
    [503, "", "failed", "retry", "http_status"],
    [504, "", "unknown", undefined, "http_status"],
    [500, undefined, "failed", "retry", "http_status"],
  ])("HTTP %i %j is %s %s", (httpStatus, body, status, action, code) => {
    const outcome = classifyAnswer({ httpStatus, body });
    expect(outcome.status).toBe(status);
    expect("action" in outcome ? outcome.action : undefined).toBe(action);
    expect("cause" in outcome && outcome.cause).toMatchObject({ code, httpStatus });
  });

  test("believes an errcode under any HTTP status", () => {
    expect(classifyAnswer({ httpStatus: 500, body: '{"errcode":0}' })).toEqual({ status: "sent" });
    expect(classifyAnswer({ httpStatus: 403, body: '{"errcode":130101}' })).toMatchObject({
      action: "back-off",
    });
  });
});
