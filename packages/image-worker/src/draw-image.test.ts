import type { DrawImage } from "@dinglane/jobs";
import { ModelError, type Drawing, type DrawRequest } from "@dinglane/llm";
import { expect, test } from "vitest";
import { createDrawImage, type DrawImageDeps } from "./draw-image.ts";
import type { Picture } from "./drawn-pictures.ts";
import type { NotPublished, PublishedPicture } from "./publish-picture.ts";

const MINUTE_MS = 60_000;
const job: DrawImage = {
  v: 1,
  name: "draw-image",
  msgId: "m1",
  robotKey: "dingrobot",
  conversation: { id: "cid1", type: "group" },
  user: { id: "staff-1", staffId: "staff-1", nick: "小钉" },
  receivedAtMs: 1_000,
  prompt: "一只坏词猫",
};
const drawing: Drawing = { bytes: Buffer.from("a picture"), type: "png" };
const later: NotPublished = { at: "nowhere", mayPass: true, retryAfterMs: 7_000 };
const refused: NotPublished = { at: "nowhere", mayPass: false, retryAfterMs: 0 };

interface Case {
  drawn?: () => Promise<Drawing>;
  places?: (PublishedPicture | NotPublished)[];
  hasRoom?: boolean;
  isPossible?: boolean;
  nowMs?: number;
}

/** The use case over a memory that outlives its runs, and what it asked for. */
function openCase(options: Case = {}) {
  const asked: DrawRequest[] = [];
  const recorded: unknown[] = [];
  const signs: string[] = [];
  const places = [...(options.places ?? [{ at: "dingtalk", mediaId: "@lAL1" } as const])];
  let kept: Picture | undefined;
  const deps: DrawImageDeps = {
    model: {
      async draw(request) {
        asked.push(request);
        return options.drawn === undefined ? drawing : options.drawn();
      },
    },
    drawn: {
      find: async () => kept,
      async keep(_message, picture) {
        if (options.hasRoom !== false) kept = picture;
        return options.hasRoom !== false;
      },
      forgetting: ({ msgId }) => ({ type: "delete", key: `drawn:${msgId}` }),
    },
    pictures: {
      isPossible: () => options.isPossible ?? true,
      publish: async () => places.shift() ?? refused,
    },
    thinkAbout({ conversationId }) {
      signs.push(`on ${conversationId}`);
      return () => void signs.push("off");
    },
    write: async (markdown, closingLine) => ({
      title: "",
      parts: closingLine === undefined ? [markdown] : [markdown, closingLine],
    }),
    mask: (text) => text.replaceAll("坏词", "🚫🚫"),
    recordUsage: (work) => [
      { type: "increment", key: JSON.stringify(work), amounts: { requests: 1 }, ttlSeconds: 1 },
    ],
    record(_asked, answered) {
      recorded.push(answered);
      return [];
    },
    modelName: "gpt-image-2",
    now: () => options.nowMs ?? 2_000,
  };
  const draw = createDrawImage(deps);
  const run = (leftToday?: number) => draw(job, { signal: new AbortController().signal, leftToday });
  return { asked, recorded, signs, run };
}

test("the prompt is drawn, and the reply shows picture and masked prompt; with its commit the bytes are let go", async () => {
  const play = openCase();
  const { reply, effects } = await play.run();
  expect(play.asked).toMatchObject([{ prompt: "一只坏词猫" }]);
  expect(play.asked[0]?.user).toMatch(/^[0-9a-f]{32}$/);
  expect(reply.parts.join("")).toContain("**画好了**：一只🚫🚫猫\n\n![图片](@lAL1)");
  expect(effects).toContainEqual({ type: "delete", key: "drawn:m1" });
  expect(effects).toContainEqual(
    expect.objectContaining({ type: "increment", key: '{"model":"gpt-image-2","pictures":1}' }),
  );
  expect(play.recorded).toEqual([
    { kind: "image", question: "一只坏词猫", answer: expect.any(String), model: "gpt-image-2" },
  ]);
});

test("where a day's quota holds, the reply tells what is left of it", async () => {
  expect((await openCase().run(4)).reply.parts.at(-1)).toBe("（今天还剩 4 次）");
  expect((await openCase().run()).reply.parts).toHaveLength(1);
});

test("an upload that has to wait costs time, but no second picture", async () => {
  const play = openCase({ places: [later, later, { at: "dingtalk", mediaId: "@lAL2" }] });
  const wait = { name: "Postpone", code: "picture_undeliverable", retryAfterMs: 7_000 };
  await expect(play.run()).rejects.toMatchObject(wait);
  await expect(play.run()).rejects.toMatchObject(wait);
  expect((await play.run()).reply.parts.join("")).toContain("@lAL2");
  expect(play.asked).toHaveLength(1);
  expect(play.signs).toEqual(["on cid1", "off"]);
});

test("it waits for a quarter of an hour at the most", async () => {
  const play = openCase({ places: [later], nowMs: 1_000 + 15 * MINUTE_MS });
  await expect(play.run()).rejects.toMatchObject({ name: "GiveUp", code: "picture_undeliverable" });
});

test("where the bytes could not be kept, waiting is an attempt: each pays for a picture", async () => {
  const play = openCase({ places: [later], hasRoom: false });
  await expect(play.run()).rejects.toMatchObject({
    name: "PictureUndeliverable",
    code: "picture_undeliverable",
    retryAfterMs: 7_000,
  });
});

test("what nobody will take ends the job, and what could never be shown is not drawn", async () => {
  const end = { name: "GiveUp", code: "picture_undeliverable" };
  await expect(openCase({ places: [refused] }).run()).rejects.toMatchObject(end);
  const impossible = openCase({ isPossible: false });
  await expect(impossible.run()).rejects.toMatchObject(end);
  expect(impossible.asked).toEqual([]);
});

test("a prompt that the provider refuses ends the job in words of its own; whatever else fails stays what it is", async () => {
  const policy = openCase({ drawn: () => Promise.reject(new ModelError("content_policy")) });
  await expect(policy.run()).rejects.toMatchObject({ name: "GiveUp", code: "picture_refused" });
  const busy = openCase({ drawn: () => Promise.reject(new ModelError("rate_limited")) });
  await expect(busy.run()).rejects.toMatchObject({ name: "ModelError", kind: "rate_limited" });
  expect(busy.signs).toEqual(["on cid1", "off"]);
});
