import { expect, it } from "vitest";
import { startMemoryWatch } from "./memory-watch.ts";

it("calls Redis full from 85 % of maxmemory, until there is room or nobody can tell", async () => {
  const answers = [
    "used_memory:84\r\nmaxmemory:100",
    "used_memory:85\r\nmaxmemory:100",
    "used_memory:99\r\nmaxmemory:100",
    "used_memory:80\r\nmaxmemory:100",
    "used_memory:900\r\nmaxmemory:0",
    "used_memory:90\r\nmaxmemory:100",
    new Error("connection lost"),
  ];
  const said: string[] = [];
  const log = {
    warn: (_: unknown, message?: string) => void said.push(`warn ${message ?? ""}`),
    info: (_: unknown, message?: string) => void said.push(`info ${message ?? ""}`),
  };
  const seen: boolean[] = [];
  const done = Promise.withResolvers<void>();
  const watch = startMemoryWatch({
    redis: {
      async info() {
        seen.push(watch?.isFull() ?? false);
        const answer = answers.shift();
        if (answer === undefined) done.resolve();
        if (answer instanceof Error) throw answer;
        return `# Memory\r\n${answer ?? ""}\r\n`;
      },
    },
    log,
    everyMs: 1,
  });
  await done.promise;
  await watch.close();
  expect(seen.slice(0, 8)).toEqual([false, false, true, true, false, false, true, false]);
  expect(said).toHaveLength(3);
});
