import type { ServerResponse } from "node:http";
import { expect, it } from "vitest";
import { createChatModel } from "./create-chat-model.ts";
import type { KeySetAside } from "./model-account.ts";
import { openTestServer, sseData, sseEvent } from "./open-test-server.ts";

const question = { messages: [{ role: "user" as const, content: "q" }] };

type Play = (response: ServerResponse) => void;

const well: Play = (response) => response.end(sseEvent({ content: "好" }, "stop"));
const refusing =
  (status: number, headers: Record<string, string> = {}, code?: string): Play =>
  (response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify({ error: { message: "you sent it", code } }));
  };

/** A server that plays each key's part, and a model with those keys and a clock. */
async function openCase(parts: Record<string, Play>) {
  const asked: string[] = [];
  const events: KeySetAside[] = [];
  const server = await openTestServer((response, _body, request) => {
    const key = request.headers.authorization?.replace("Bearer ", "") ?? "";
    asked.push(key);
    parts[key]?.(response);
  });
  const time = { nowMs: 1_000_000 };
  const model = createChatModel({
    apiKeys: Object.keys(parts),
    baseUrl: server.url,
    model: "m",
    timeoutMs: 5_000,
    now: () => time.nowMs,
    onKeySetAside: (event) => events.push(event),
  });
  return {
    parts,
    asked,
    events,
    time,
    model,
    ask: async () => (await model.complete(question)).text,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

it("keys take turns", async () => {
  await using play = await openCase({ a: well, b: well, c: well });
  for (let call = 0; call < 7; call++) await play.ask();
  expect(play.asked.join("")).toBe("abcabca");
});

it("a key that is told to wait rests that long while the others go on", async () => {
  await using play = await openCase({ a: refusing(429, { "retry-after": "7" }), b: well, c: well });
  for (let call = 0; call < 3; call++) expect(await play.ask()).toBe("好");
  expect(play.asked.join("")).toBe("abcb");
  play.parts["a"] = well;
  play.time.nowMs += 6_999;
  await play.ask();
  expect(play.asked.at(-1)).toBe("c");
  play.time.nowMs += 1;
  await play.ask();
  expect(play.asked.at(-1)).toBe("a");
  expect(play.events).toEqual([{ keyIndex: 0, trouble: "rate_limited", waitMs: 7_000 }]);
});

it("when all have to wait, nobody is asked, and the shortest wait is told", async () => {
  await using play = await openCase({
    a: refusing(429, { "retry-after": "9" }),
    b: refusing(429, { "retry-after": "4" }),
  });
  await expect(play.ask()).rejects.toMatchObject({ kind: "rate_limited", status: 429, retryAfterMs: 4_000 });
  play.time.nowMs += 1_000;
  await expect(play.ask()).rejects.toMatchObject({
    kind: "rate_limited",
    retryable: true,
    retryAfterMs: 3_000,
  });
  expect(play.asked.join("")).toBe("ab");
});

it("a server that does not say how long, or says too long, is asked again in a second, or an hour", async () => {
  await using play = await openCase({ a: refusing(429) });
  await expect(play.ask()).rejects.toMatchObject({ retryAfterMs: 1_000 });
  play.parts["a"] = refusing(429, { "retry-after": "86400" });
  play.time.nowMs += 1_000;
  await expect(play.ask()).rejects.toMatchObject({ retryAfterMs: 3_600_000 });
  expect(play.asked).toHaveLength(2);
});

it.each([
  [401, "invalid_api_key"],
  [429, "insufficient_quota"],
])("a key refused with %i %s is left alone for five minutes, and told of once", async (status, code) => {
  await using play = await openCase({ a: refusing(status, {}, code), b: well });
  await Promise.all([play.ask(), play.ask(), play.ask()]);
  for (let call = 0; call < 4; call++) expect(await play.ask()).toBe("好");
  const tried = play.asked.filter((key) => key === "a").length;
  expect(tried).toBeLessThanOrEqual(2);
  expect(play.events).toEqual([{ keyIndex: 0, trouble: "refused_credentials", waitMs: 300_000 }]);
  expect(JSON.stringify(play.events)).not.toContain("Bearer");
  play.time.nowMs += 300_000;
  await play.ask();
  await play.ask();
  expect(play.asked.filter((key) => key === "a")).toHaveLength(tried + 1);
});

it("keys that are all refused are tried again all the same: the account may have been paid", async () => {
  await using play = await openCase({ a: refusing(401), b: refusing(401) });
  await expect(play.ask()).rejects.toMatchObject({ kind: "refused_credentials", retryable: false });
  await expect(play.ask()).rejects.toMatchObject({ kind: "refused_credentials" });
  expect(play.asked.join("")).toBe("abab");
  play.parts["b"] = well;
  expect(await play.ask()).toBe("好");
  expect(await play.ask()).toBe("好");
  expect(play.asked.join("")).toBe("abababb");
  expect(play.events).toHaveLength(2);
});

it("where one key is refused and the other has to wait, waiting helps", async () => {
  await using play = await openCase({ a: refusing(429, { "retry-after": "4" }), b: refusing(401) });
  await expect(play.ask()).rejects.toMatchObject({ kind: "rate_limited", retryAfterMs: 4_000 });
});

it("an answer that has begun is not begun again with another key", async () => {
  const seen: string[] = [];
  await using play = await openCase({
    a: (response) => response.end(sseEvent({ content: "half" }) + sseData({ error: { code: 429 } })),
    b: well,
  });
  const half = play.model.complete({ ...question, onText: (text) => seen.push(text) });
  await expect(half).rejects.toMatchObject({ kind: "rate_limited" });
  expect(seen).toEqual(["half"]);
  expect(play.asked.join("")).toBe("a");
  expect(await play.ask()).toBe("好");
});

it("an error under HTTP 200 moves on to the next key as well", async () => {
  const error = JSON.stringify({ error: { code: "insufficient_quota" } });
  await using play = await openCase({ a: (response) => response.end(error), b: well });
  expect(await play.ask()).toBe("好");
});

it("other failures do not: they are the server's, not the key's", async () => {
  await using play = await openCase({ a: refusing(500), b: well });
  await expect(play.ask()).rejects.toMatchObject({ kind: "unavailable" });
  expect(play.asked.join("")).toBe("a");
});

it("one time limit holds for all keys together", async () => {
  await using play = await openCase({
    a(response) {
      play.time.nowMs += 4_950;
      refusing(429)(response);
    },
    b: () => undefined,
  });
  const startedAt = performance.now();
  await expect(play.ask()).rejects.toMatchObject({ kind: "timeout" });
  expect(performance.now() - startedAt).toBeLessThan(3_000);
});
