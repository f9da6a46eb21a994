import type { FileLayers } from "@dinglane/runtime";
import { createSettingsStore } from "@dinglane/settings";
import { openTestRedis } from "@dinglane/test-redis";
import { expect, it } from "vitest";
import { createPublishFiles } from "./publish-files.ts";

async function openFiles() {
  const database = await openTestRedis();
  const store = createSettingsStore({ redis: database.redis, prefix: "dinglane:{0}" });
  let files: FileLayers = { status: "read", files: {} };
  const told: (readonly string[])[] = [];
  const errors: object[] = [];
  const publish = createPublishFiles({
    store,
    load: () => files,
    now: () => 9,
    log: { info: () => undefined, error: (fields) => void errors.push(fields) },
    onRefused: async (problems) => void told.push(problems),
  });
  return {
    store,
    told,
    errors,
    async say(values: Record<string, string | string[]>) {
      files = { status: "read", files: { config: { path: "./config.yml", at: 9, values } } };
      await publish();
    },
    async gone() {
      files = { status: "read", files: {} };
      await publish();
    },
    async spoil(wrong: string) {
      const problem = { fileKey: "max_text", source: "./config.yml", value: "lots", wrong, mend: "mend it" };
      files = { status: "wrong", problems: [problem] };
      await publish();
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

it("puts what a file says beneath what was set, and notes later changes as the file's", async () => {
  await using files = await openFiles();
  await files.say({ model: "a", vip_users: ["v"] });
  expect(await files.store.read()).toMatchObject({
    version: 1,
    files: { config: { path: "./config.yml", at: 9, values: { model: "a", vip_users: ["v"] } } },
  });
  expect(await files.store.history(10)).toEqual([]);
  await files.say({ model: "b", vip_users: ["v"], deny_users: [] });
  expect(await files.store.history(10)).toEqual([
    { at: 9, by: { id: "file", nick: "./config.yml" }, key: "model", layer: "file", was: "a", is: "b" },
  ]);
});

it("writes nothing where nothing has changed", async () => {
  await using files = await openFiles();
  await files.say({ model: "a" });
  await files.say({ model: "a" });
  expect(await files.store.read()).toMatchObject({ version: 1 });
});

it("takes the layer away with the file", async () => {
  await using files = await openFiles();
  await files.say({ model: "a" });
  await files.gone();
  expect(await files.store.read()).toMatchObject({ version: 2, files: {} });
});

it("changes nothing by a file that is wrong, tells of it once, and goes on when it is mended", async () => {
  await using files = await openFiles();
  await files.say({ model: "a" });
  await files.spoil("is not a whole number");
  await files.spoil("is not a whole number");
  const line = 'max_text: "lots" is not a whole number; mend it (./config.yml)';
  expect(files.told).toEqual([[line]]);
  expect(files.errors).toEqual([{ problems: [line] }]);
  expect((await files.store.read()).files.config?.values).toEqual({ model: "a" });
  expect(await files.store.history(1)).toMatchObject([{ key: "max_text", layer: "refused", is: line }]);
  await files.say({ model: "b" });
  await files.spoil("is not a whole number");
  expect(files.told).toHaveLength(2);
});

it("two admin-workers with the same file do not disturb each other", async () => {
  await using files = await openFiles();
  const changes = [files.say({ model: "a" }), files.say({ model: "a" })];
  await Promise.all(changes);
  expect(await files.store.read()).toMatchObject({ files: { config: { values: { model: "a" } } } });
});
