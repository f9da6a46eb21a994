import { Registry } from "prom-client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { watchEventLoop } from "./watch-event-loop.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] }));
afterEach(() => void vi.useRealTimers());

it("counts how late its timer fires and keeps the worst", async () => {
  const metrics = new Registry();
  let clockMs = 0;
  const stop = watchEventLoop(metrics, () => clockMs);
  for (const tookMs of [10, 10, 80, 9]) {
    clockMs += tookMs;
    vi.advanceTimersByTime(10);
  }
  stop();
  clockMs += 5000;
  vi.advanceTimersByTime(10);
  const text = await metrics.metrics();
  expect(text).toContain('dinglane_event_loop_delay_seconds_bucket{le="0.05"} 3');
  expect(text).toContain('dinglane_event_loop_delay_seconds_bucket{le="0.1"} 4');
  expect(text).toContain("dinglane_event_loop_delay_seconds_count 4");
  expect(text).toContain("dinglane_event_loop_delay_max_seconds 0.07");
});
