import { OpenApiError, type ApiAction, type ApiOutcome } from "@dinglane/dingtalk";
import { expect, test } from "vitest";
import { createDingTalkCalls } from "./dingtalk-calls.ts";
import type { Admission } from "./governor.ts";

const credential = { clientId: "ding1", clientSecret: "s" };

const failed = (action: ApiAction, waitMs?: number): ApiOutcome<string> => ({
  status: "failed",
  action,
  cause: new OpenApiError("group-send", "refused", { apiCode: action }),
  ...(waitMs === undefined ? {} : { waitMs }),
});
const done: ApiOutcome<string> = { status: "done", value: "ok" };

/** Calls whose DingTalk answers by a script, and everything that happened. */
function scripted(outcomes: ApiOutcome<string>[], over: { admission?: Admission; isWanted?: boolean } = {}) {
  const events: string[] = [];
  let grants = 0;
  let answered = 0;
  const calls = createDingTalkCalls({
    tokens: {
      async get(_kind, _credential, refused) {
        if (refused !== undefined || grants === 0) grants++;
        return { status: "done", value: { token: `t${grants}`, grant: `g${grants}` } };
      },
    },
    governor: {
      admit: async () => over.admission ?? { status: "granted", answered: () => answered++ },
      pause: async (_api, ms) => void events.push(`pause ${ms}`),
      block: async (ms) => void events.push(`block ${ms}`),
    },
    budget: {
      spend: async () => void events.push("spent"),
      refused: async () => void events.push("month refused"),
    },
    tellOperator: async (robot, error) => void events.push(`told ${robot} ${error.apiCode}`),
    random: () => 0,
    onCall: ({ outcome }) => void events.push(outcome),
  });
  const run = () =>
    calls({
      credential,
      api: "group-send",
      token: "api",
      maxWaitMs: 1_000,
      isWanted: async () => over.isWanted ?? true,
      async make(token) {
        events.push(token);
        return outcomes.shift() ?? done;
      },
    });
  return { run, events, answered: () => answered };
}

test("a call that is carried out is counted", async () => {
  const { run, events, answered } = scripted([]);
  expect(await run()).toEqual({ status: "done", value: "ok" });
  expect(answered(), "the governor knows that it has arrived").toBe(1);
  expect(events).toEqual(["t1", "done", "spent"]);
});

test("a refused token is replaced and the call repeated, once", async () => {
  const once = scripted([failed("refresh-token")]);
  expect(await once.run()).toMatchObject({ status: "done" });
  expect(once.events).toEqual(["t1", "refresh-token", "t2", "done", "spent"]);
  const twice = scripted([failed("refresh-token"), failed("refresh-token"), done]);
  expect(await twice.run()).toMatchObject({ status: "held", reason: "token" });
  expect(twice.events).not.toContain("t3");
});

test("a call that was too fast makes its API pause and is repeated, within reason", async () => {
  const { run, events } = scripted([failed("wait-qps"), failed("wait-qps")]);
  expect(await run()).toMatchObject({ status: "done" });
  expect(events.filter((event) => event === "pause 1000")).toHaveLength(2);
  expect(events.filter((event) => event === "spent")).toHaveLength(1);
  const stubborn = scripted(Array.from({ length: 9 }, () => failed("wait-qps")));
  expect(await stubborn.run()).toMatchObject({ status: "held", reason: "busy", retryAfterMs: 10_000 });
  expect(stubborn.events.filter((event) => event === "t1")).toHaveLength(4);
});

test.each([
  ["ip-blocked", "blocked", 120_000, ["block 120000", "told ding1 ip-blocked"]],
  ["permission", "permission", 3_600_000, ["told ding1 permission"]],
  ["degrade-monthly", "monthly", 3_600_000, ["month refused"]],
] as const)("%s holds the call and says so where it matters", async (action, reason, retryAfterMs, told) => {
  const { run, events } = scripted([failed(action, 120_000)]);
  expect(await run()).toMatchObject({ status: "held", reason, retryAfterMs });
  expect(events).toEqual(expect.arrayContaining([...told]));
});

test.each(["retry", "back-off", "split", "degrade", "give-up"] as const)(
  "%s is the caller's",
  async (action) => {
    expect(await scripted([failed(action)]).run()).toMatchObject({ status: "failed", action });
  },
);

test("nothing is called without a turn, or when it is not wanted any more", async () => {
  const busy = scripted([], { admission: { status: "busy", retryAfterMs: 7 } });
  expect(await busy.run()).toEqual({ status: "held", reason: "busy", retryAfterMs: 7 });
  expect(busy.events).toEqual([]);
  const unwanted = scripted([], { isWanted: false });
  expect(await unwanted.run()).toEqual({ status: "withdrawn" });
  expect(unwanted.events).toEqual([]);
});
