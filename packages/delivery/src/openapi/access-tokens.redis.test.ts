import { setTimeout as sleep } from "node:timers/promises";
import { OpenApiError, type ApiOutcome, type GrantedToken } from "@dinglane/dingtalk";
import { openTestRedis } from "@dinglane/test-redis";
import { expect, test } from "vitest";
import { accessTokenKey } from "../keys.ts";
import { createAccessTokens } from "./access-tokens.ts";

const prefix = "dinglane:{0}";
const credential = { clientId: "ding1", clientSecret: "s" };
const HOURS_2 = 7_200_000;

/** Processes over one Redis, and a DingTalk that grants t1, t2, … after a moment unless a script says otherwise. */
async function open(script: (ApiOutcome<GrantedToken> | Promise<ApiOutcome<GrantedToken>>)[] = []) {
  const database = await openTestRedis();
  const clock = { now: 1_700_000_000_000 };
  const asked: string[] = [];
  const tokensOf = () =>
    createAccessTokens({
      redis: database.redis,
      prefix,
      client: {
        async requestAccessToken(kind, { clientId }) {
          asked.push(`${kind} ${clientId}`);
          await sleep(20);
          return (
            (await script.shift()) ?? {
              status: "done",
              value: { token: `t${asked.length}`, expiresInMs: HOURS_2 },
            }
          );
        },
      },
      now: () => clock.now,
      sleep: (ms) => sleep(ms),
    });
  return {
    redis: database.redis,
    clock,
    asked,
    tokensOf,
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

const tokenOf = (outcome: ApiOutcome<{ token: string }>): string =>
  outcome.status === "done" ? outcome.value.token : outcome.status;

const same = (): ApiOutcome<GrantedToken> => ({
  status: "done",
  value: { token: "same", expiresInMs: HOURS_2 },
});

const refusal = (): ApiOutcome<GrantedToken> => ({
  status: "failed",
  action: "permission",
  cause: new OpenApiError("access-token", "refused", { apiCode: "invalidClientIdOrSecret" }),
});

test("many calls in many processes ask for one token; each robot and kind has its own", async () => {
  await using opened = await open();
  const processes = [opened.tokensOf(), opened.tokensOf(), opened.tokensOf()];
  const all = await Promise.all(
    processes.flatMap((tokens) => [tokens.get("api", credential), tokens.get("api", credential)]),
  );
  expect(new Set(all.map(tokenOf))).toEqual(new Set(["t1"]));
  expect(tokenOf(await processes[0]!.get("oapi", credential))).toBe("t2");
  expect(tokenOf(await processes[0]!.get("api", { ...credential, clientId: "ding2" }))).toBe("t3");
  expect(opened.asked).toEqual(["api ding1", "oapi ding1", "api ding2"]);
  expect(await opened.redis.pttl(accessTokenKey(prefix, "api", "ding1"))).toBeGreaterThan(HOURS_2 - 60_000);
});

test("five minutes before its end a token is replaced, once, and nobody waits for that while the old one is good", async () => {
  const silent = Promise.withResolvers<ApiOutcome<GrantedToken>>();
  await using opened = await open([same(), silent.promise]);
  const [one, two] = [opened.tokensOf(), opened.tokensOf()];
  await one.get("api", credential);
  opened.clock.now += HOURS_2 - 300_001;
  expect(tokenOf(await one.get("api", credential))).toBe("same");
  expect(opened.asked).toHaveLength(1);
  opened.clock.now += 2;
  const both = await Promise.all([one.get("api", credential), two.get("api", credential)]);
  expect(both.map(tokenOf)).toEqual(["same", "same"]);
  silent.resolve({ status: "done", value: { token: "next", expiresInMs: HOURS_2 } });
  await expect.poll(async () => tokenOf(await two.get("api", credential))).toBe("next");
  expect(tokenOf(await one.get("api", credential))).toBe("next");
  expect(opened.asked).toHaveLength(2);
});

test("a token that cannot be replaced serves until its end, and not a moment longer", async () => {
  await using opened = await open([same(), refusal(), refusal()]);
  const tokens = opened.tokensOf();
  await tokens.get("api", credential);
  opened.clock.now += HOURS_2 - 60_000;
  expect(tokenOf(await tokens.get("api", credential))).toBe("same");
  await expect.poll(() => opened.asked).toHaveLength(2);
  opened.clock.now += 60_000;
  expect(await tokens.get("api", credential)).toMatchObject({ status: "failed", action: "permission" });
});

test("a refused grant is replaced once for all, also where DingTalk grants the same token again", async () => {
  await using opened = await open([same(), same()]);
  const [one, two] = [opened.tokensOf(), opened.tokensOf()];
  const first = await one.get("api", credential);
  if (first.status !== "done") throw new Error("no token");
  const { grant } = first.value;
  const again = await Promise.all([one.get("api", credential, grant), two.get("api", credential, grant)]);
  expect(again.map(tokenOf)).toEqual(["same", "same"]);
  expect(again.map((each) => each.status === "done" && each.value.grant)).not.toContain(grant);
  expect(opened.asked).toHaveLength(2);
  expect(tokenOf(await two.get("api", credential))).toBe("same");
  expect(opened.asked).toHaveLength(2);
});

test("a stored token that this version cannot read is none; who died asking holds nobody up for long", async () => {
  await using opened = await open();
  await opened.redis.set(accessTokenKey(prefix, "api", "ding1"), '{"token":1}');
  await opened.redis.set(`${accessTokenKey(prefix, "api", "ding1")}:lock`, "dead", "PX", 200);
  expect(tokenOf(await opened.tokensOf().get("api", credential))).toBe("t1");
});
