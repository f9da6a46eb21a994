import type { FindTranscripts } from "@dinglane/jobs";
import type { ExportedExchange, KnownPerson } from "@dinglane/transcripts";
import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import { createFindTranscripts } from "./find-transcripts.ts";
import { createHandOver } from "./hand-over.ts";
import { createSendPrivately, type SendPrivately } from "./send-privately.ts";

const NOW = 100 * 86_400_000;
const person = (userId: string, exchanges = 1): KnownPerson => ({
  userId,
  nick: "张三",
  exchanges,
  latestAtMs: NOW,
});
const exchange: ExportedExchange = {
  nick: "张三",
  conversation: { type: "oneToOne", title: "" },
  kind: "chat",
  model: "gpt",
  question: "问题",
  answer: "回答",
  askedAtMs: NOW,
  answeredAtMs: NOW,
};
const job = (type: "oneToOne" | "group", more: Partial<FindTranscripts> = {}): FindTranscripts => ({
  v: 1,
  name: "find-transcripts",
  msgId: "m",
  robotKey: "robot",
  conversation: { id: "c", type },
  user: { id: "boss", staffId: "boss", nick: "老板" },
  receivedAtMs: NOW,
  person: "张三",
  ...more,
});

function createCase(
  given: {
    people?: KnownPerson[];
    serviceUrl?: string;
    keptDays?: number;
    hosted?: boolean;
    /** What DingTalk says to a message by OpenAPI, and to an upload. */
    isSent?: boolean;
    credential?: string;
  } = {},
) {
  const asked: unknown[][] = [];
  const sent: unknown[] = [];
  const uploads: { fileName: string; content: Blob }[] = [];
  const failed = { status: "failed", action: "give-up", cause: new Error("no") } as const;
  const isSent = given.isSent ?? true;
  const send: SendPrivately = createSendPrivately({
    dingtalk: {
      calls: async (call: { make: (token: string) => Promise<unknown> }) => {
        await call.make("token");
        return isSent ? { status: "done", value: undefined as never } : failed;
      },
      client: {
        sendRobotText: async (_token: string, message: object) => sent.push(message),
        sendRobotFile: async (_token: string, message: object) => sent.push(message),
      },
      media: {
        canUpload: () => true,
        async upload(_robot: string, file: { fileName: string; content: Blob }) {
          uploads.push(file);
          return isSent ? { status: "uploaded", mediaId: "@m" } : { status: "refused" };
        },
      },
    } as never,
    credentials: [{ clientId: given.credential ?? "robot", clientSecret: "s" }],
    log: { warn: () => undefined },
  });
  const find = createFindTranscripts({
    store: {
      async findPeople(...query) {
        asked.push(query);
        return given.people ?? [person("staff-1")];
      },
      exchangesOf: async () => [exchange],
    },
    handOver: createHandOver({
      hostedFiles: {
        host: async () =>
          given.hosted === false
            ? { status: "refused", reason: "no_room" }
            : { status: "hosted", id: "unguessable", expiresAtMs: 0 },
      },
      send,
      serviceUrl: given.serviceUrl,
      timeZone: "Asia/Shanghai",
      now: () => NOW,
    }),
    privately: (asker, words) => send.words(asker, words),
    prefix: "p",
    keptDays: given.keptDays ?? 180,
    formatTime: String,
    write: async (text) => ({ title: "", parts: [text] }),
    now: () => NOW,
  });
  return {
    asked,
    sent,
    uploads,
    find: async (of: FindTranscripts) => {
      const { reply, effects } = await find(of);
      const readings = effects.map((effect) => JSON.parse("json" in effect ? effect.json : "") as object);
      return { words: reply.parts.join(), readings };
    },
  };
}

test("a userid is exact, a name may be either, days reach back from now", async () => {
  const { find, asked } = createCase();
  await find(job("oneToOne"));
  await find(job("oneToOne", { isUserId: true, days: 7 }));
  expect(asked).toEqual([
    [{ userId: "张三", nick: "张三" }, 0],
    [{ userId: "张三" }, NOW - 7 * 86_400_000],
  ]);
});

test("one person: a link in private; in a group it goes alone, and the group reads nothing of them", async () => {
  const { find, sent } = createCase({ serviceUrl: "https://bot.example/base/" });
  const direct = await find(job("oneToOne", { days: 7 }));
  expect(direct.words).toContain("(https://bot.example/base/exports/unguessable)");
  expect(direct.words).toContain("最近 7 天");
  expect(direct.readings).toMatchObject([
    { type: "reading", action: "asked", by: "boss", of: "staff-1", exchanges: 1 },
  ]);
  const inGroup = await find(job("group"));
  expect(inGroup.words).not.toMatch(/exports|staff-1|张三/);
  expect(JSON.stringify(sent)).toContain("exports/unguessable");
  expect(inGroup.readings).toHaveLength(1);
});

test.each([{ isSent: false }, { credential: "another robot" }])(
  "who cannot be written to alone is told to ask alone (%j)",
  async (given) => {
    const { find } = createCase({ serviceUrl: "https://bot.example", ...given });
    const { words } = await find(job("group"));
    expect(words).toMatch(/抱歉[^]*单聊/);
    expect(words).not.toMatch(/exports|staff-1/);
  },
);

test("without an address: a .zip of both formats, to the administrator alone", async () => {
  const { find, sent, uploads } = createCase();
  const { words, readings } = await find(job("oneToOne"));
  expect(words).toMatch(/service_url[^]*单独发给您/);
  expect(readings).toMatchObject([{ action: "sent_file", of: "staff-1" }]);
  expect(sent).toMatchObject([
    { robotCode: "robot", target: { staffId: "boss" }, message: { fileType: "zip" } },
  ]);
  const files = unzipSync(new Uint8Array((await uploads[0]?.content.arrayBuffer()) ?? new ArrayBuffer()));
  expect(Object.keys(files)).toEqual(["对话记录-1970-04-11.md", "对话记录-1970-04-11.csv"]);
  for (const bytes of Object.values(files)) expect(strFromU8(bytes)).toContain("回答");
});

test("without an address and without a way to send files, the words say what to mend", async () => {
  const { find } = createCase({ isSent: false });
  const { words, readings } = await find(job("oneToOne"));
  expect(words).toMatch(/SERVICE_URL/);
  expect(readings).toMatchObject([{ action: "asked" }]);
});

test("nobody, several, nothing kept, no room: words for each", async () => {
  const nobody = await createCase({ people: [] }).find(job("oneToOne", { person: "`<b>" }));
  expect(nobody.words).toContain("没有找到 `<b>`");
  expect(nobody.readings).toMatchObject([{ exchanges: 0 }]);
  expect(nobody.readings[0]).not.toHaveProperty("of");
  const several = createCase({
    people: [person("staff-1", 2), person("staff-2")],
    serviceUrl: "https://bot.example",
  });
  const listed = await several.find(job("oneToOne"));
  expect(listed.words).toMatch(/#查对话 userid:staff-1[^]*`staff-1`）：2 条[^]*`staff-2`）：1 条/);
  expect(listed.readings).toHaveLength(2);
  expect((await several.find(job("group"))).words).not.toContain("staff-");
  expect((await createCase({ keptDays: 0 }).find(job("oneToOne"))).words).toContain("TRANSCRIPT_DAYS");
  const full = createCase({ serviceUrl: "https://bot.example", hosted: false });
  expect((await full.find(job("oneToOne"))).words).toContain("抱歉");
});
