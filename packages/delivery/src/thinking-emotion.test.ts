import { expect, test } from "vitest";
import type { BudgetLevel } from "./openapi/call-budget.ts";
import type { CallResult, DingTalkCall } from "./openapi/dingtalk-calls.ts";
import { createThinkingEmotion } from "./thinking-emotion.ts";

const question = { robotKey: "ding1", msgId: "msg==", conversationId: "cid==" };

function scripted(over: { level?: BudgetLevel; results?: CallResult<undefined>[]; standing?: Error } = {}) {
  const made: string[] = [];
  const waits: number[] = [];
  const warnings: string[] = [];
  const think = createThinkingEmotion({
    async calls<T>(call: DingTalkCall<T>) {
      waits.push(call.maxWaitMs);
      await call.make("t");
      return (over.results?.shift() ?? { status: "done", value: undefined }) as CallResult<T>;
    },
    client: {
      async setEmotion(_token, how, target) {
        made.push(`${how} ${target.openMsgId}`);
        return { status: "done", value: undefined };
      },
    },
    budget: {
      async standing() {
        if (over.standing !== undefined) throw over.standing;
        const api = { spent: 0, budget: 0, level: over.level ?? ("fine" as const) };
        return { api, webhook: api };
      },
    },
    credentials: [{ clientId: "ding1", clientSecret: "s" }],
    log: { warn: (_fields, message) => void warnings.push(message) },
  });
  return { think, made, waits, warnings };
}

test("it is put on if there is a turn for it, and taken off when there is one", async () => {
  const { think, made, waits } = scripted();
  think(question)();
  await expect.poll(() => made).toEqual(["reply msg==", "recall msg=="]);
  expect(waits).toEqual([0, expect.toSatisfy((ms: number) => ms >= 10_000)]);
});

test("what was not put on is not taken off", async () => {
  const { think, made } = scripted({ results: [{ status: "held", reason: "busy", retryAfterMs: 1 }] });
  think(question)();
  await expect.poll(() => made).toEqual(["reply msg=="]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(made).toEqual(["reply msg=="]);
});

test.each(["low", "spent"] as const)(
  "nothing of a month's calls that are %s is spent on it",
  async (level) => {
    const { think, made } = scripted({ level });
    think(question)();
    think({ ...question, robotKey: "unknown" })();
    await new Promise((resolve) => setImmediate(resolve));
    expect(made).toEqual([]);
  },
);

test("whatever goes wrong is a line in the log", async () => {
  const { think, made, warnings } = scripted({ standing: new Error("redis is away") });
  think(question)();
  await expect.poll(() => warnings).toHaveLength(1);
  expect(made).toEqual([]);
});
