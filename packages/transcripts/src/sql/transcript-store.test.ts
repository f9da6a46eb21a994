import { once } from "node:events";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { exchangeOf, openTestStore } from "../fixtures.ts";
import { openTranscriptDatabase } from "./open-transcript-database.ts";
import { createTranscriptStore } from "./transcript-store.ts";

const person = (id: string, nick: string) => ({ id, staffId: id, nick });

test("what comes twice is kept once, and a person's exchanges come back in order", async () => {
  await using opened = await openTestStore();
  const { store } = opened;
  const later = exchangeOf({ msgId: "msg-2", question: "后来", askedAtMs: 5_000, answeredAtMs: 6_000 });
  await store.write([later, exchangeOf()]);
  await store.write([exchangeOf({ answer: "另一个回答" }), exchangeOf({ robotKey: "other" })]);
  const kept = await store.exchangesOf("staff-1", 0, 10);
  expect(kept.map(({ question, answer }) => [question, answer])).toEqual([
    ["问题", "回答"],
    ["问题", "回答"],
    ["后来", "回答"],
  ]);
  expect((await store.exchangesOf("staff-1", 0, 1)).map(({ question }) => question)).toEqual(["后来"]);
  expect(await store.exchangesOf("staff-1", 5_001, 10)).toEqual([]);
});

test("people of one nick are told apart; who was renamed is found by either name, with all of theirs", async () => {
  await using opened = await openTestStore();
  const { store } = opened;
  await store.write([
    exchangeOf({ msgId: "1", user: person("staff-1", "张三") }),
    exchangeOf({ msgId: "2", user: person("staff-1", "张三丰"), askedAtMs: 9_000 }),
    exchangeOf({ msgId: "3", user: person("staff-2", "张三"), askedAtMs: 3_000 }),
    exchangeOf({ msgId: "4", user: person("staff-3", "staff-1") }),
  ]);
  const people = await store.findPeople({ nick: "张三" }, 0);
  expect(people).toEqual([
    { userId: "staff-1", nick: "张三丰", exchanges: 2, latestAtMs: 9_000 },
    { userId: "staff-2", nick: "张三", exchanges: 1, latestAtMs: 3_000 },
  ]);
  expect(await store.findPeople({ userId: "staff-1" }, 0)).toMatchObject([{ userId: "staff-1" }]);
  expect(await store.findPeople({ userId: "staff-1", nick: "staff-1" }, 0)).toHaveLength(2);
  expect(await store.findPeople({ nick: "张三" }, 4_000)).toMatchObject([
    { userId: "staff-1", exchanges: 1 },
  ]);
  expect(await store.findPeople({ nick: "' or 1=1 --" }, 0)).toEqual([]);
});

test("the purge removes what was asked before its time, and nothing else", async () => {
  await using opened = await openTestStore();
  const { store } = opened;
  await store.write([exchangeOf({ msgId: "1" }), exchangeOf({ msgId: "2", askedAtMs: 2_000 })]);
  expect(await store.purge(2_000)).toBe(1);
  expect(await store.exchangesOf("staff-1", 0, 10)).toMatchObject([{ askedAtMs: 2_000 }]);
});

test("a long purge is done in steps, and others get their turn in between", async () => {
  await using opened = await openTestStore();
  const { store } = opened;
  // As many of one instant as one step has must not make it endless.
  const old = Array.from({ length: 700 }, (_, n) =>
    exchangeOf({ msgId: String(n), askedAtMs: n < 300 ? 1 : n }),
  );
  await store.write([...old, exchangeOf({ msgId: "new", askedAtMs: 9_000 })]);
  let turns = 0;
  let isPurging = true;
  const look = (): void => {
    turns += 1;
    if (isPurging) setImmediate(look);
  };
  setImmediate(look);
  expect(await store.purge(9_000)).toBe(700);
  isPurging = false;
  expect(turns).toBeGreaterThanOrEqual(2);
  expect(await store.exchangesOf("staff-1", 0, 1_000)).toHaveLength(1);
});

test("while the file is written anew, nothing asks SQLite for its lock", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "dinglane-transcripts-"));
  const database = await openTranscriptDatabase(dataDir);
  const written = Promise.withResolvers<void>();
  const store = createTranscriptStore({ db: database.db, compact: () => written.promise });
  const done: string[] = [];
  const note = (name: string, work: Promise<unknown>) => work.then(() => done.push(name));
  const all = [
    note("compact", store.compact()),
    note("erase", store.erase({ userId: "staff-1", by: "admin", atMs: 1 })),
    note("purge", store.purge(1)),
    note("write", store.write([exchangeOf()])),
  ];
  await store.findPeople({ nick: "张三" }, 0);
  expect(done).toEqual([]);
  written.resolve();
  await Promise.all(all);
  expect(done).toHaveLength(4);
  await database.close();
  rmSync(dataDir, { recursive: true });
});

const words = (n: number): string => `藏宝图在第${n}棵树下${"！".repeat(n * 7)}`;

test("an erasure leaves no byte of a person's words in any file, and keeps late ones out", async () => {
  await using opened = await openTestStore();
  const { store, dataDir } = opened;
  const theirs = Array.from({ length: 300 }, (_, n) =>
    exchangeOf({ msgId: `theirs-${n}`, question: words(n), answer: words(n), askedAtMs: 1_000 + n }),
  );
  const others = Array.from({ length: 300 }, (_, n) =>
    exchangeOf({ msgId: `others-${n}`, user: person("staff-2", "李四"), question: `别人的第${n}个问题` }),
  );
  for (let at = 0; at < 300; at += 7) {
    await store.write([...theirs.slice(at, at + 7), ...others.slice(at, at + 7)]);
  }
  const held = (): string =>
    readdirSync(dataDir)
      .map((file) => readFileSync(join(dataDir, file)).toString("utf8"))
      .join();
  expect(held()).toContain("藏宝图");

  const removed = await store.erase({ userId: "staff-1", by: "admin", atMs: 2_000 });
  expect(removed).toHaveLength(300);
  await store.compact();
  expect(held()).not.toContain("藏宝图");
  expect(held()).toContain("别人的第299个问题");

  await store.write([exchangeOf({ msgId: "late", question: "藏宝图", askedAtMs: 2_000 })]);
  await store.write([exchangeOf({ msgId: "new", question: "新的问题", askedAtMs: 2_001 })]);
  expect(await store.exchangesOf("staff-1", 0, 10)).toMatchObject([{ question: "新的问题" }]);
});

/** Opens the database and closes it: in a thread, since SQLite makes a whole thread wait for another's lock. */
const OPENER = `
  const { workerData } = require("node:worker_threads");
  import(workerData.module).then(async ({ openTranscriptDatabase }) => {
    const database = await openTranscriptDatabase(workerData.dataDir);
    await database.close();
  });
`;

test("many open and migrate the same new file at once", { timeout: 60_000 }, async () => {
  const root = mkdtempSync(join(tmpdir(), "dinglane-transcripts-"));
  const dataDir = join(root, "data");
  const module = new URL("open-transcript-database.ts", import.meta.url).href;
  const codes = await Promise.all(
    Array.from({ length: 4 }, async () =>
      once(new Worker(OPENER, { eval: true, workerData: { module, dataDir } }), "exit"),
    ),
  );
  expect(codes.flat()).toEqual([0, 0, 0, 0]);
  await using opened = await openTestStore({ dataDir });
  await opened.store.write([exchangeOf()]);
  expect(await opened.store.exchangesOf("staff-1", 0, 10)).toHaveLength(1);
  rmSync(root, { recursive: true });
});

test("a file that is no database is named, and left as it is", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "dinglane-transcripts-"));
  const file = join(dataDir, "transcripts.sqlite");
  writeFileSync(file, "words ".repeat(1_000));
  await expect(openTestStore({ dataDir })).rejects.toMatchObject({
    code: "transcript_database",
    message: expect.stringMatching(/transcripts\.sqlite.*DATA_DIR/),
    cause: expect.objectContaining({ message: "file is not a database" }),
  });
  expect(readFileSync(file, "utf8")).toBe("words ".repeat(1_000));
  rmSync(dataDir, { recursive: true });
});

test("nobody but its owner may read the files", async () => {
  await using opened = await openTestStore();
  await opened.store.write([exchangeOf()]);
  for (const file of readdirSync(opened.dataDir)) {
    expect(statSync(join(opened.dataDir, file)).mode & 0o077).toBe(0);
  }
});

test("a reading is kept once, and without words", async () => {
  await using opened = await openTestStore();
  const reading = { v: 1, type: "reading", id: "r", action: "opened", by: "admin", exchanges: 3 } as const;
  await opened.store.write([
    { ...reading, of: "staff-1", atMs: 1 },
    { ...reading, id: "none", action: "asked", atMs: 2 },
  ]);
  await opened.store.write([{ ...reading, of: "staff-1", atMs: 1 }]);
  const { DatabaseSync } = await import("node:sqlite");
  const database = new DatabaseSync(join(opened.dataDir, "transcripts.sqlite"), { readOnly: true });
  const rows = database.prepare("select * from readings order by at_ms").all();
  database.close();
  expect(rows.map((row) => ({ ...row }))).toEqual([
    { id: "r", action: "opened", by_user_id: "admin", of_user_id: "staff-1", exchanges: 3, at_ms: 1 },
    { id: "none", action: "asked", by_user_id: "admin", of_user_id: null, exchanges: 3, at_ms: 2 },
  ]);
});
