import { openTestRedis } from "@dinglane/test-redis";
import { expect, it } from "vitest";
import { MAX_AUDIT_ENTRIES, settingsAuditKey, settingsChangeKey, settingsKey } from "./keys.ts";
import { auditEntryOf } from "./settings-audit.ts";
import type { LiveSetting, SettingText } from "./settings-snapshot.ts";
import { createSettingsStore, type SettingsChange, type SettingsStore } from "./settings-store.ts";

const prefix = "dinglane:{0}";
const by = { id: "boss", nick: "老板" };
const message = { robotKey: "robot", msgId: "msg/1==" };
const setting = (value: SettingText): LiveSetting => ({ value, by, at: 7 });

async function openStore() {
  const database = await openTestRedis();
  const store = createSettingsStore({ redis: database.redis, prefix });
  return { redis: database.redis, store, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() };
}

function changeOf(expectedVersion: number, key: string, value: SettingText | null): SettingsChange {
  const audit = [auditEntryOf({ at: 7, by, key, layer: "live" }, undefined, value ?? undefined)];
  return { expectedVersion, live: { [key]: value === null ? null : setting(value) }, audit };
}

const change = (store: SettingsStore, ...[version, key, value]: Parameters<typeof changeOf>) =>
  store.change(changeOf(version, key, value));

it("is empty and at version 0 before the first change", async () => {
  await using opened = await openStore();
  expect(await opened.store.read()).toEqual({ version: 0, live: new Map(), files: {} });
  expect(await opened.store.history(10)).toEqual([]);
});

it("sets, shows, takes back, and remembers who did it, the newest first", async () => {
  await using opened = await openStore();
  const { store } = opened;
  expect(await change(store, 0, "model", "gpt-5")).toMatchObject({ status: "changed" });
  expect(await change(store, 1, "deny_users", ["a,b", "c"])).toMatchObject({ status: "changed" });
  expect(await store.read()).toEqual({
    version: 2,
    live: new Map([
      ["model", setting("gpt-5")],
      ["deny_users", setting(["a,b", "c"])],
    ]),
    files: {},
  });
  await change(store, 2, "model", null);
  expect([...(await store.read()).live.keys()]).toEqual(["deny_users"]);
  expect((await store.history(2)).map(({ key, is }) => [key, is])).toEqual([
    ["model", undefined],
    ["deny_users", "a,b, c"],
  ]);
});

it("refuses what was decided on an older version, whole", async () => {
  await using opened = await openStore();
  const { store } = opened;
  await change(store, 0, "model", "one");
  expect(await change(store, 0, "help", "two")).toEqual({ status: "conflict" });
  expect(await store.read()).toMatchObject({ version: 1, live: new Map([["model", setting("one")]]) });
  expect(await store.history(10)).toHaveLength(1);
});

it("lets one of many changes at once through, and the others see that they have to read again", async () => {
  await using opened = await openStore();
  const { store } = opened;
  const outcomes = await Promise.all(["a", "b", "c", "d"].map((value) => change(store, 0, "model", value)));
  expect(outcomes.filter(({ status }) => status === "changed")).toHaveLength(1);
  expect(outcomes.filter(({ status }) => status === "conflict")).toHaveLength(3);
});

it("carries out a message's change once, whatever the settings have become since", async () => {
  await using opened = await openStore();
  const { store, redis } = opened;
  expect(await store.doneBy(message)).toBeUndefined();
  await store.change({ ...changeOf(0, "model", "mine"), message });
  await change(store, 1, "model", "another's");
  const again = await store.change({ ...changeOf(2, "model", "mine"), message });
  expect(again).toMatchObject({ status: "already", done: [{ key: "model", is: "mine" }] });
  expect((await store.read()).live.get("model")?.value).toBe("another's");
  expect(await store.doneBy(message)).toMatchObject([{ key: "model", is: "mine" }]);
  expect(await redis.ttl(settingsChangeKey(prefix, "robot", "msg/1=="))).toBeGreaterThan(86_000);
});

it("holds what files say apart from what was set", async () => {
  await using opened = await openStore();
  const { store } = opened;
  const layer = { path: "./config.yml", at: 9, values: { model: "from-file", vip_users: ["v"] } };
  await store.change({ expectedVersion: 0, files: { config: layer }, audit: [] });
  expect(await store.read()).toEqual({ version: 1, live: new Map(), files: { config: layer } });
  await store.change({ expectedVersion: 1, files: { config: null }, audit: [] });
  expect((await store.read()).files).toEqual({});
});

it("keeps the last thousand entries of the audit, each of them short", async () => {
  await using opened = await openStore();
  const { store, redis } = opened;
  const audit = Array.from({ length: MAX_AUDIT_ENTRIES + 5 }, (_unused, n) =>
    auditEntryOf({ at: n, by, key: "help", layer: "live" }, undefined, "长".repeat(9_000)),
  );
  await store.change({ expectedVersion: 0, audit });
  expect(await redis.llen(settingsAuditKey(prefix))).toBe(MAX_AUDIT_ENTRIES);
  const [newest] = await store.history(1);
  expect(newest).toMatchObject({ at: MAX_AUDIT_ENTRIES + 4, is: `${"长".repeat(500)}… (9000)` });
});

it("says of lists what came and what went", () => {
  const entry = auditEntryOf({ at: 1, by, key: "deny_users", layer: "live" }, ["a", "b"], ["b", "c"]);
  expect(entry).toMatchObject({ was: "a, b", is: "b, c", added: "c", removed: "a" });
});

it("leaves out what another version wrote, and only that", async () => {
  await using opened = await openStore();
  const { store, redis } = opened;
  await change(store, 0, "model", "mine");
  await redis.hset(settingsKey(prefix), { "live:help": "{not json", "live:max_text": '{"value":7}', x: "?" });
  await redis.lpush(settingsAuditKey(prefix), "garbage");
  expect([...(await store.read()).live.keys()]).toEqual(["model"]);
  expect(await store.history(10)).toHaveLength(1);
});

it("survives SCRIPT FLUSH", async () => {
  await using opened = await openStore();
  await opened.redis.script("FLUSH");
  expect(await change(opened.store, 0, "model", "x")).toMatchObject({ status: "changed" });
});
