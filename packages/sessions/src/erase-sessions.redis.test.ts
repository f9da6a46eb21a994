import { openTestRedis } from "@dinglane/test-redis";
import { expect, test } from "vitest";
import { eraseSessions } from "./erase-sessions.ts";
import { contextKey, modeKey } from "./keys.ts";

const key = (user: string, conversationId = "cid==", robotKey = "r") => ({
  robotKey,
  conversationId,
  user,
});

test("a person is forgotten with every robot and in every conversation, and nobody else is", async () => {
  await using store = await openTestRedis();
  const { redis } = store;
  const prefix = "dinglane:{0}";
  const theirs = [
    contextKey(prefix, key("张*三")),
    modeKey(prefix, key("张*三", "other")),
    contextKey(prefix, key("张*三", "cid==", "r2")),
  ];
  const others = [
    contextKey(prefix, key("张x三")),
    contextKey(prefix, key("x:张*三")),
    `${prefix}:lane:x:张*三`,
  ];
  for (const name of [...theirs, ...others]) await redis.set(name, "1");
  expect(await eraseSessions({ redis, prefix }, "张*三")).toBe(3);
  expect(await redis.exists(...theirs)).toBe(0);
  expect(await redis.exists(...others)).toBe(3);
});
