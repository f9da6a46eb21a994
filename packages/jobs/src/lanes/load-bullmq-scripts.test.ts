import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { loadBullmqScripts } from "./load-bullmq-scripts.ts";

const require = createRequire(import.meta.url);

function loadWith(changes: Record<string, object>, version = "6.7.0"): () => unknown {
  const scripts = require("bullmq/dist/cjs/scripts") as Record<string, object>;
  const changed = Object.entries(changes).map(([name, change]) => [name, { ...scripts[name], ...change }]);
  const answers: Record<string, unknown> = {
    "bullmq/package.json": { version },
    "bullmq/dist/cjs/scripts": { ...scripts, ...Object.fromEntries(changed) },
  };
  return () => loadBullmqScripts((path) => answers[path]);
}

test("the installed BullMQ is the tested one", () => {
  expect(Object.keys(loadBullmqScripts())).toEqual([
    "addStandardJob",
    "moveToFinished",
    "moveToActive",
    "moveToDelayed",
    "removeJob",
    "reprocessJob",
  ]);
});

test.each([
  [loadWith({}, "6.8.0"), "its version is 6.8.0"],
  [
    loadWith({ moveToFinished: { content: "return 1" } }),
    "moveToFinished takes 14 KEYS and 0 ARGV, not 14 and 9",
  ],
  [loadWith({ removeJob: { keys: 3 } }), "removeJob takes 3 KEYS and 3 ARGV, not 2 and 3"],
  [loadWith({ addStandardJob: { content: "return ARGV[3]" } }), "the text of addStandardJob has sha1"],
  [loadWith({ reprocessJob: { content: undefined } }), "reprocessJob takes 0 KEYS"],
])("another BullMQ is refused before anything starts (%#)", (load, problem) => {
  expect(load).toThrow(problem);
  expect(load).toThrow("Install exactly bullmq@6.7.0.");
  expect(load).toThrow(expect.objectContaining({ code: "unknown_scripts" }) as Error);
});
