import { describe, expect, it } from "vitest";
import { boundReached } from "./replies.ts";

const limits = {
  perUserPerDay: 11,
  perUserPerMinute: 12,
  perGroupPerMinute: 13,
  globalPerMinute: 14,
  laneLimit: 15,
  userConcurrency: 1,
  maxWaiting: 16,
};

describe("boundReached", () => {
  it.each([
    ["user_day", "11"],
    ["user_minute", "12"],
    ["group_minute", "13"],
    ["global_minute", "14"],
    ["lane_limit", "15"],
    ["max_waiting", "16"],
  ] as const)("names the figure of %s", (bound, figure) => {
    expect(boundReached(bound, limits).text).toMatch(new RegExp(`[ （]${figure} `));
  });

  it("says when to come back", () => {
    expect(boundReached("user_minute", limits, 12_001).text).toContain("请 13 秒后再试");
    expect(boundReached("user_minute", limits, 0).text).toContain("请 1 秒后再试");
    expect(boundReached("user_minute", limits).text).toContain("请稍后再试");
    expect(boundReached("user_day", limits).text).toMatch(/上限.*明天/);
  });
});
