import type { ErasePerson } from "@dinglane/jobs";
import { expect, test } from "vitest";
import { createErasePerson } from "./erase-person.ts";

const job: ErasePerson = {
  v: 1,
  name: "erase-person",
  msgId: "asking",
  robotKey: "robot",
  conversation: { id: "c", type: "oneToOne" },
  user: { id: "boss", staffId: "boss", nick: "老板" },
  receivedAtMs: 0,
  userId: "staff-1",
};

function createCase(left: number[]) {
  const calls: string[] = [];
  const done = (name: string, count: number) => async (): Promise<number> => {
    calls.push(name);
    return count;
  };
  const erase = createErasePerson({
    store: {
      async erase({ userId, by }) {
        calls.push(`sql ${userId} by ${by}`);
        return [{ robotKey: "robot", msgId: "old" }];
      },
      async compact() {
        calls.push("compact");
      },
    },
    hostedFiles: {
      removeWhere: async (kind, isUnwanted) => (isUnwanted({ user: "staff-1" }) && kind === "image" ? 1 : 0),
    },
    async eraseJobs({ except }) {
      calls.push(`jobs but ${except.msgId}`);
      return {
        removed: 2,
        stopped: 1,
        left: left.shift() ?? 0,
        messages: [{ robotKey: "robot", msgId: "new" }],
      };
    },
    eraseReplies: async ({ messages }) => {
      calls.push(`replies ${messages.map(({ msgId }) => msgId).join()}`);
      return 0;
    },
    eraseSessions: done("sessions", 1),
    eraseEntries: done("entries", 0),
    erasePictures: done("pictures", 0),
    write: async (text) => ({ title: "", parts: [text] }),
    now: () => 5,
  });
  return { calls, erase: () => erase(job, { signal: new AbortController().signal }) };
}

test("it is done twice, the file is written anew at last, and the answer says how much there was", async () => {
  const { calls, erase } = createCase([1, 0]);
  const { reply, effects } = await erase();
  const pass = [
    "jobs but asking",
    "sql staff-1 by boss",
    "replies new,old",
    "sessions",
    "entries",
    "pictures",
  ];
  expect(calls).toEqual([...pass, ...pass, "compact"]);
  expect(reply.parts.join()).toMatch(
    /`staff-1`[^]*保存的对话：2[^]*上下文：2[^]*图片：2[^]*2 条消息正在等待/,
  );
  expect(reply.parts.join()).not.toContain("还没入库");
  expect(effects).toEqual([]);
});

test("while something of the person runs on, it claims nothing", async () => {
  const { calls, erase } = createCase([1, 1]);
  await expect(erase()).rejects.toMatchObject({ code: "erasure_unfinished" });
  expect(calls).not.toContain("compact");
});
