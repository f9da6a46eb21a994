import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { watchFiles } from "./watch-files.ts";

async function openDirectory() {
  const directory = await mkdtemp(join(tmpdir(), "dinglane-files-"));
  return {
    path: (name: string) => join(directory, name),
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
}

function watchIn(paths: string[]) {
  let changes = 0;
  const watching = watchFiles({ paths, onChange: () => (changes += 1), everyMs: 20, settledAfterMs: 60 });
  return { changes: () => changes, [Symbol.dispose]: () => watching.close() };
}

it("tells of a file that is written, replaced, removed, or appears", async () => {
  await using directory = await openDirectory();
  const [config, prompt] = [directory.path("config.yml"), directory.path("prompt.yml")];
  await writeFile(config, "a: 1");
  using watched = watchIn([config, prompt]);
  // It has looked once by now, or takes what comes for its first look: so this one is repeated.
  await expect
    .poll(async () => {
      await writeFile(config, `a: ${Math.random()}`);
      await new Promise((resolve) => setTimeout(resolve, 150));
      return watched.changes();
    })
    .toBeGreaterThan(0);
  const steps = [
    async () => {
      await writeFile(directory.path("new"), "a: 3");
      await rename(directory.path("new"), config);
    },
    () => writeFile(prompt, "[]"),
    () => rm(config),
  ];
  for (const step of steps) {
    const before = watched.changes();
    await step();
    await expect.poll(() => watched.changes(), { timeout: 10_000 }).toBeGreaterThan(before);
  }
});

it("is quiet while nothing changes, and in a directory that is not there", async () => {
  await using directory = await openDirectory();
  using watched = watchIn([directory.path("none/config.yml")]);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(watched.changes()).toBe(0);
});
