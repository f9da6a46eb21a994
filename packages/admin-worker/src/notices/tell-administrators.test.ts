import type { CallResult, Notice, Trouble } from "@dinglane/delivery";
import type { RobotTarget } from "@dinglane/dingtalk";
import { expect, test } from "vitest";
import { replies } from "./replies.ts";
import { createTellAdministrators } from "./tell-administrators.ts";

const NOW_MS = 10_000_000;
const robots = ["one", "two"].map((clientId) => ({ clientId, clientSecret: `secret of ${clientId}` }));
const noticeOf = (trouble: Trouble, atMs = NOW_MS): Notice => ({ v: 1, atMs, trouble });
const busy: CallResult<never> = { status: "held", reason: "busy", retryAfterMs: 1 };
const forbidden: CallResult<never> = { status: "held", reason: "permission", retryAfterMs: 1 };
const done: CallResult<undefined> = { status: "done", value: undefined };

async function tell(
  notice: Notice | undefined,
  answers: Record<string, CallResult<undefined>>,
  adminUsers = ["boss"],
) {
  const sent: string[] = [];
  const settled: string[] = [];
  const warnings: object[] = [];
  const run = createTellAdministrators({
    queue: {
      claim: async () => [{ entry: "e", notice }],
      settle: async (entry) => void settled.push(entry),
    },
    dingtalk: {
      async calls({ credential, make }) {
        const answer = answers[credential.clientId] ?? done;
        if (answer.status === "done") await make("token");
        return answer as CallResult<never>;
      },
      client: {
        async sendRobotText(
          _token: string,
          to: { robotCode: string; target: RobotTarget; message: { text: string } },
        ) {
          const staffId = "staffId" in to.target ? to.target.staffId : "";
          sent.push(`${to.robotCode} → ${staffId}: ${to.message.text}`);
          return { status: "done", value: undefined };
        },
      } as never,
    },
    credentials: robots,
    adminUsers: () => adminUsers,
    now: () => NOW_MS,
    log: { warn: (fields) => void warnings.push(fields) },
  });
  await run();
  return { sent, settled, warnings };
}

const refused: Trouble = { kind: "credentials_refused", robot: "one" };

test("every administrator is told, by a robot whose credentials are good", async () => {
  const { sent, settled } = await tell(noticeOf(refused), {}, ["boss", "chief"]);
  expect(sent.map((line) => line.slice(0, 14))).toEqual(["two → boss: ##", "two → chief: #"]);
  expect(sent[0]).toContain("`one`");
  expect(settled).toEqual(["e"]);
});

test("where one robot may not, the next one tries", async () => {
  const down: Trouble = { kind: "model_down", model: "m", failures: 5, code: "model_timeout" };
  const { sent, warnings } = await tell(noticeOf(down), { one: forbidden });
  expect(sent).toEqual([`two → boss: ${replies.notice(down)}`]);
  expect(warnings).toEqual([]);
});

test("a busy DingTalk is tried again for an hour, then the log must do", async () => {
  const both = { one: busy, two: busy };
  const down: Trouble = { kind: "transcripts_late", seconds: 90 };
  expect(await tell(noticeOf(down), both)).toMatchObject({ sent: [], settled: [], warnings: [] });
  const old = await tell(noticeOf(down, NOW_MS - 3_600_001), both);
  expect(old).toMatchObject({ sent: [], settled: ["e"], warnings: [down] });
});

test.each([
  ["nobody is an administrator", noticeOf(refused), {}, []],
  ["the only other robot may not", noticeOf(refused), { two: forbidden }, ["boss"]],
] as const)("the log must do where %s", async (_name, notice, answers, admins) => {
  const { sent, settled, warnings } = await tell(notice, answers, [...admins]);
  expect(sent).toEqual([]);
  expect(settled).toEqual(["e"]);
  expect(warnings).toEqual([expect.objectContaining({ robot: "one", administrators: admins.length })]);
  expect(JSON.stringify(warnings)).not.toContain("secret");
});

test("another version's notice is let go", async () => {
  expect(await tell(undefined, {})).toEqual({ sent: [], settled: ["e"], warnings: [] });
});

test.each<Trouble>([
  refused,
  { kind: "calls_refused", robot: "one", code: "60011" },
  { kind: "budget_low", budget: "api", spent: 4_000, of: 5_000 },
  { kind: "budget_spent", budget: "webhook", spent: 3_000, of: 3_000 },
  { kind: "model_refused", model: "gpt" },
  { kind: "model_down", model: "gpt", failures: 5, code: "model_unavailable" },
  { kind: "transcripts_late", seconds: 75 },
  { kind: "file_refused", problems: ["max_request: is not a whole number"] },
])("says of %j what is wrong and what to do", (trouble) => {
  expect(replies.notice(trouble)).toMatch(
    /^### 🔔 机器人需要处理\n\n[^\n]{10,}\n\n[^\n]*(?:请|可以)[^]*一小时/,
  );
});
