import { expect, it } from "vitest";
import { openMonitor } from "./open-monitor.ts";
import { openTestRedis } from "./open-test-redis.ts";

it("hears what clients and scripts do in its database, from the first command on, and nothing of other databases", async () => {
  await using mine = await openTestRedis();
  await using others = await openTestRedis();
  const heard: unknown[] = [];
  // Somebody is always busy when a test asks.
  const busy = Array.from({ length: 200 }, async () => others.redis.ping());
  await using _ = await openMonitor(mine.redis, (command) => heard.push(command));
  await Promise.all(busy);
  await others.redis.set("k", "theirs");
  await mine.redis.set("k", 'a "quoted" 词');
  await mine.redis.eval("return redis.call('GET', KEYS[1])", 1, "k");
  await mine.redis.ping();
  await expect.poll(() => heard.length).toBe(4);
  expect(heard).toEqual([
    { words: ["set", "k", expect.stringContaining('a \\"quoted\\"')], by: "client" },
    { words: ["eval", "return redis.call('GET', KEYS[1])", "1", "k"], by: "client" },
    { words: ["GET", "k"], by: "script" },
    { words: ["ping"], by: "client" },
  ]);
});
