import { openTestRedis } from "@dinglane/test-redis";
import { expect, it } from "vitest";
import { createAttempts } from "./attempts.ts";

const addressOf = (index: number): string => `192.0.2.${index}`;

it("bounds guesses at one name from many addresses, where one address alone uses up little of it", async () => {
  await using test = await openTestRedis();
  const attempts = createAttempts({ redis: test.redis, prefix: "dinglane:{0}" });
  const begin = async (address: string, browser?: string): Promise<boolean> =>
    (await attempts.begin({ name: "otto", address, browser })).allowed;

  for (let attempt = 0; attempt < 200; attempt += 1) await begin(addressOf(0));
  expect(await begin(addressOf(1))).toBe(true);
  let admitted = 11;
  for (let index = 2; index < 20; index += 1) {
    for (let attempt = 0; attempt < 10; attempt += 1) if (await begin(addressOf(index))) admitted += 1;
  }
  expect(admitted).toBe(100);
  expect(await begin(addressOf(99))).toBe(false);
  expect(await begin(addressOf(0), "known")).toBe(true);
});

it("counts failures only", async () => {
  await using test = await openTestRedis();
  const attempts = createAttempts({ redis: test.redis, prefix: "dinglane:{0}" });
  for (const attempt of [
    { name: "otto", address: addressOf(1) },
    { name: "otto", address: addressOf(1), browser: "known" },
  ]) {
    for (let time = 0; time < 120; time += 1) {
      expect(await attempts.begin(attempt)).toEqual({ allowed: true });
      await attempts.succeed(attempt);
    }
  }
});
