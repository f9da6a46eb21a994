import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Exchange } from "./outbox/outbox-entry.ts";
import { openTranscriptDatabase } from "./sql/open-transcript-database.ts";
import { createTranscriptStore, type TranscriptStore } from "./sql/transcript-store.ts";

/** An exchange of 张三 (`staff-1`), where nothing else is said. */
export const exchangeOf = (given: Partial<Exchange> = {}): Exchange => ({
  v: 1,
  type: "exchange",
  msgId: "msg-1",
  robotKey: "robot",
  conversation: { id: "cid", type: "group", title: "产品群" },
  user: { id: "staff-1", staffId: "staff-1", nick: "张三" },
  kind: "chat",
  question: "问题",
  answer: "回答",
  model: "gpt",
  askedAtMs: 1_000,
  answeredAtMs: 2_000,
  ...given,
});

export interface TestStore extends AsyncDisposable {
  store: TranscriptStore;
  dataDir: string;
}

/** A store in a directory of its own, or one more in a directory that another has made. */
export async function openTestStore(shared?: { dataDir: string }): Promise<TestStore> {
  const dataDir = shared?.dataDir ?? join(mkdtempSync(join(tmpdir(), "dinglane-transcripts-")), "data");
  const database = await openTranscriptDatabase(dataDir);
  return {
    store: createTranscriptStore(database),
    dataDir,
    async [Symbol.asyncDispose]() {
      await database.close();
      if (shared === undefined) rmSync(join(dataDir, ".."), { recursive: true, force: true });
    },
  };
}
