import { describe, expect, test } from "vitest";
import { GatewayError } from "./gateway-error.ts";
import { createRobotPace, type RobotPace } from "./robot-pace.ts";
import { STREAM_TIMING } from "./stream-timing.ts";

interface Lab {
  pace: RobotPace;
  clock: { ms: number };
  changes: string[];
  signal: AbortSignal;
  stop: () => void;
}

/** A pace whose sleep moves the clock on. */
function lab(random: () => number = Math.random): Lab {
  const clock = { ms: 0 };
  const changes: string[] = [];
  const stopping = new AbortController();
  const pace = createRobotPace({
    timing: STREAM_TIMING,
    now: () => clock.ms,
    random,
    async sleep(ms, signal) {
      signal.throwIfAborted();
      clock.ms += ms;
    },
    onChange: (standing) => changes.push(standing),
  });
  return { pace, clock, changes, signal: stopping.signal, stop: () => stopping.abort() };
}

const unauthorized = (): Promise<never> => Promise.reject(new GatewayError("unauthorized", { status: 401 }));
const broken = (): Promise<never> => Promise.reject(new GatewayError("refused", { status: 500 }));

/** Times of the attempts that so many connections make together, until the clock has passed `untilMs`. */
async function attemptsUntil(
  untilMs: number,
  connections: number,
  { pace, clock, signal, stop }: Lab,
  open: () => Promise<never>,
): Promise<number[]> {
  const atMs: number[] = [];
  const attempt = async (): Promise<never> => {
    atMs.push(clock.ms);
    if (clock.ms > untilMs) stop();
    return open();
  };
  const held = Array.from({ length: connections }, async () => {
    while (!signal.aborted) await pace.attempt(attempt, signal);
  });
  await Promise.all(held);
  return atMs;
}

const mostIn30s = (atMs: readonly number[]): number =>
  Math.max(...atMs.map((from) => atMs.filter((at) => at >= from && at < from + 30_000).length));

describe("a gateway that refuses", () => {
  test.each([
    ["no luck", () => 0, 1],
    ["no luck", () => 0, 20],
    ["luck", () => 0.999, 20],
    ["chance", Math.random, 2],
  ])("is asked at most 10 times in 30 s (%s, %#)", async (_name, random, connections) => {
    const atMs = await attemptsUntil(600_000, connections, lab(random), broken);
    expect(mostIn30s(atMs)).toBeLessThanOrEqual(10);
    // But goes on being asked.
    expect(atMs.length).toBeGreaterThan(35);
  });

  test("is asked no more often when other connections, which were good ones, end meanwhile", async () => {
    const it = lab(() => 0);
    const atMs: number[] = [];
    while (it.clock.ms < 60_000) {
      await it.pace.attempt(broken, it.signal);
      atMs.push(it.clock.ms);
      if (atMs.length % 3 === 0) it.pace.ended({ reason: "lost", livedMs: 60_000 });
    }
    expect(mostIn30s(atMs)).toBeLessThanOrEqual(10);
  });

  test("with 401 is believed the third time, said once, and asked every minute", async () => {
    const it = lab(() => 0);
    const atMs = await attemptsUntil(300_000, 2, it, unauthorized);
    expect(it.changes).toEqual(["failing", "refused"]);
    expect(it.pace.standing()).toBe("refused");
    const gaps = atMs.slice(1).map((at, index) => at - (atMs[index] ?? 0));
    expect(gaps.slice(0, 2).every((gap) => gap < 2_000)).toBe(true);
    expect(gaps.slice(2).every((gap) => gap === 60_000)).toBe(true);
  });

  test("with 401 now and then is only failing", async () => {
    const it = lab();
    for (const open of [unauthorized, unauthorized, broken, unauthorized, unauthorized]) {
      await it.pace.attempt(open, it.signal);
    }
    expect(it.changes).toEqual(["failing"]);
  });

  test("is well again with the first success, and one that failed otherwise stays refused until then", async () => {
    const it = lab();
    for (const open of [unauthorized, unauthorized, unauthorized, broken]) {
      await it.pace.attempt(open, it.signal);
    }
    const beforeMs = it.clock.ms;
    expect(await it.pace.attempt(() => Promise.resolve("open"), it.signal)).toBe("open");
    expect(it.clock.ms - beforeMs).toBeCloseTo(60_000);
    expect(it.changes).toEqual(["failing", "refused", "well"]);
  });
});

const opened = (): Promise<string> => Promise.resolve("open");

describe("the end of a connection", () => {
  test("that lived is followed by the next at once", async () => {
    const it = lab();
    await it.pace.attempt(opened, it.signal);
    it.clock.ms += 10_000;
    const endedAtMs = it.clock.ms;
    it.pace.ended({ reason: "lost", livedMs: 10_000 });
    await it.pace.attempt(opened, it.signal);
    expect(it.clock.ms - endedAtMs).toBeLessThan(STREAM_TIMING.reopenJitterMs);
  });

  test.each(["lost", "asked_to_leave"] as const)("that came too soon (%s) is no storm", async (reason) => {
    const it = lab(() => 0);
    const atMs: number[] = [];
    while (it.clock.ms < 300_000) {
      await it.pace.attempt(opened, it.signal);
      atMs.push(it.clock.ms);
      it.pace.ended({ reason, livedMs: 5 });
    }
    expect(mostIn30s(atMs)).toBeLessThanOrEqual(10);
  });

  test("of many at once is one failure", async () => {
    const it = lab(() => 0);
    for (let nth = 0; nth < 20; nth += 1) it.pace.ended({ reason: "lost", livedMs: 5 });
    await it.pace.attempt(opened, it.signal);
    expect(it.clock.ms).toBe(STREAM_TIMING.firstBackoffMs / 2);
  });
});

test("attempts of a robot are made one at a time", async () => {
  const { pace, signal } = lab();
  let atOnce = 0;
  let most = 0;
  const open = async (): Promise<void> => {
    atOnce += 1;
    most = Math.max(most, atOnce);
    await new Promise((resolve) => setImmediate(resolve));
    atOnce -= 1;
  };
  await Promise.all(Array.from({ length: 5 }, async () => pace.attempt(open, signal)));
  expect(most).toBe(1);
});

test("an abort ends the waiting, and its failure is nobody's", async () => {
  const it = lab();
  const waiting = it.pace.attempt(async () => {
    it.stop();
    throw new Error("aborted");
  }, it.signal);
  const next = it.pace.attempt(() => Promise.resolve("open"), it.signal);
  expect(await Promise.all([waiting, next])).toEqual([undefined, undefined]);
  expect(it.changes).toEqual([]);
});
