import type { ApiOutcome } from "@dinglane/dingtalk";
import { expect, test } from "vitest";
import { createDingTalkCalls, type DingTalkCalls } from "./dingtalk-calls.ts";
import type { Admission } from "./governor.ts";
import { createMediaUploads } from "./media-upload.ts";

const credential = { clientId: "ding1", clientSecret: "s" };

/** Calls whose turn comes when the test says so. */
function createCase() {
  const turn = Promise.withResolvers<Admission>();
  const events: string[] = [];
  const calls = createDingTalkCalls({
    tokens: { get: async () => ({ status: "done", value: { token: "t", grant: "g" } }) },
    governor: { admit: () => turn.promise, pause: async () => undefined, block: async () => undefined },
    budget: { spend: async () => void events.push("spent"), refused: async () => undefined },
    tellOperator: async () => undefined,
    random: () => 0,
    onCall: ({ outcome }) => void events.push(outcome),
  });
  const grant = (): void => turn.resolve({ status: "granted", answered: () => void events.push("answered") });
  return { calls, grant, events };
}

const callWith = async (
  calls: DingTalkCalls,
  signal: AbortSignal,
  make: () => Promise<ApiOutcome<string>>,
): ReturnType<typeof calls<string>> =>
  calls({ credential, api: "file-download", token: "api", maxWaitMs: 10_000, signal, make });

/** Aborts a call that has been made; its answer is still to come. */
async function abortUnderWay(calls: DingTalkCalls): Promise<PromiseWithResolvers<ApiOutcome<string>>> {
  const stop = new AbortController();
  const answer = Promise.withResolvers<ApiOutcome<string>>();
  const result = callWith(calls, stop.signal, () => {
    stop.abort();
    return answer.promise;
  });
  expect(await result).toEqual({ status: "withdrawn" });
  return answer;
}

test("who is aborted waits for no turn, and the call is never made", async () => {
  const { calls, grant, events } = createCase();
  const stop = new AbortController();
  const result = callWith(calls, stop.signal, () => Promise.reject(new Error("not wanted any more")));
  stop.abort();
  expect(await result).toEqual({ status: "withdrawn" });
  grant();
  // Its turn is given back.
  await expect.poll(() => events).toEqual(["answered"]);
});

test("nor for an answer; what comes of it is counted all the same", async () => {
  const { calls, grant, events } = createCase();
  grant();
  const answer = await abortUnderWay(calls);
  answer.resolve({ status: "done", value: "too late" });
  await expect.poll(() => events).toEqual(["answered", "done", "spent"]);
});

test("what fails after that, fails quietly", async () => {
  const { calls, grant } = createCase();
  grant();
  const answer = await abortUnderWay(calls);
  // A rejection that nobody handles would fail this run.
  answer.reject(new Error("a bug"));
  await expect(answer.promise).rejects.toThrow("a bug");
});

test("a signal that is never aborted changes nothing", async () => {
  const { calls, grant } = createCase();
  grant();
  const { signal } = new AbortController();
  expect(await callWith(calls, signal, async () => ({ status: "done", value: "ok" }))).toEqual({
    status: "done",
    value: "ok",
  });
  await expect(callWith(calls, signal, () => Promise.reject(new Error("a bug")))).rejects.toThrow("a bug");
});

test("an upload ends with its signal", async () => {
  const { calls, grant } = createCase();
  grant();
  const stop = new AbortController();
  const uploads = createMediaUploads({
    calls,
    client: {
      uploadMedia() {
        stop.abort();
        return new Promise(() => {});
      },
    },
    credentials: [credential],
  });
  const media = { type: "image" as const, fileName: "picture.png", content: new Blob(["…"]) };
  expect(await uploads.upload("ding1", media, stop.signal)).toMatchObject({ status: "later" });
});
