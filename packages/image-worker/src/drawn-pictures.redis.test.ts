import { openTestRedis } from "@dinglane/test-redis";
import { expect, test } from "vitest";
import { createDrawnPictures } from "./drawn-pictures.ts";

const PNG = Buffer.from("89504e470d0a1a0a0000000d49484452ff00", "hex");
const nearlyFull = async (): Promise<string> => "used_memory:80\r\nmaxmemory:100\r\n";
const message = { robotKey: "$:LWCP_v1:$bot", msgId: "msg==" };

test("a picture is kept for its message alone, to the byte, and not for ever", async () => {
  await using store = await openTestRedis();
  const drawn = createDrawnPictures({ redis: store.redis, prefix: "p" });
  expect(await drawn.find(message)).toBeUndefined();
  expect(await drawn.keep(message, { bytes: new Uint8Array(PNG), type: "png" })).toBe(true);
  expect(await drawn.find(message)).toEqual({ bytes: PNG, type: "png" });
  expect(await drawn.find({ ...message, msgId: "other" })).toBeUndefined();
  const { key } = drawn.forgetting(message);
  expect(await store.redis.ttl(key)).toBeGreaterThan(3_500);
  await store.redis.del(key);
  expect(await drawn.find(message)).toBeUndefined();
});

test("a Redis that is nearly full keeps none", async () => {
  await using store = await openTestRedis();
  const redis = Object.assign(Object.create(store.redis) as typeof store.redis, { info: nearlyFull });
  const drawn = createDrawnPictures({ redis, prefix: "p" });
  expect(await drawn.keep(message, { bytes: PNG, type: "png" })).toBe(false);
  expect(await store.redis.dbsize()).toBe(0);
});
