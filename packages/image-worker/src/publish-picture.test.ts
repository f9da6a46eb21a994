import type { HostOutcome, UploadOutcome } from "@dinglane/delivery";
import type { MediaUpload } from "@dinglane/dingtalk";
import sharp from "sharp";
import { expect, test } from "vitest";
import type { Picture } from "./drawn-pictures.ts";
import { createPublishPicture } from "./publish-picture.ts";

const PNG = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
const png: Picture = { bytes: PNG, type: "png" };
const message = { robotKey: "dingrobot", msgId: "m1", user: { id: "staff-1", nick: "小钉" } };
const { signal } = new AbortController();
const hostedAs = (id: string): HostOutcome => ({ status: "hosted", id, expiresAtMs: 1 });

function openCase(options: {
  upload?: UploadOutcome;
  host?: HostOutcome;
  serviceUrl?: string;
  onUpload?: () => void;
}) {
  const uploads: MediaUpload[] = [];
  const signals: (AbortSignal | undefined)[] = [];
  const hosted: unknown[] = [];
  const warned: unknown[] = [];
  const pictures = createPublishPicture({
    media: {
      canUpload: () => options.upload !== undefined,
      async upload(_robotKey, media, heeded) {
        uploads.push(media);
        signals.push(heeded);
        options.onUpload?.();
        return options.upload ?? { status: "no_credential" };
      },
    },
    hostedFiles: {
      async host(kind, file) {
        hosted.push([kind, file]);
        return options.host ?? hostedAs("the-id");
      },
    },
    serviceUrl: options.serviceUrl,
    log: { warn: (...line: unknown[]) => void warned.push(line) },
  });
  return { pictures, uploads, signals, hosted, warned };
}

const uploaded: UploadOutcome = { status: "uploaded", mediaId: "@lAL1" };
const refused: UploadOutcome = { status: "refused", cause: new Error("60011") };
const later: UploadOutcome = { status: "later", retryAfterMs: 7_000 };
const serviceUrl = "https://bot.example.com/";

test.each([
  ["png", "picture.png", "image/png"],
  ["jpeg", "picture.jpg", "image/jpeg"],
  ["gif", "picture.gif", "image/gif"],
] as const)("%s goes to DingTalk as it is", async (type, fileName, contentType) => {
  const { pictures, uploads, hosted } = openCase({ upload: uploaded, serviceUrl });
  expect(await pictures.publish(message, { bytes: PNG, type }, signal)).toEqual({
    at: "dingtalk",
    mediaId: "@lAL1",
  });
  expect(uploads).toMatchObject([{ type: "image", fileName }]);
  expect(uploads[0]?.content.type).toBe(contentType);
  expect(Buffer.from((await uploads[0]?.content.bytes()) ?? [])).toEqual(PNG);
  expect(hosted).toEqual([]);
});

test("webp, which DingTalk does not take, becomes png", async () => {
  const canvas = sharp({ create: { width: 40, height: 30, channels: 3, background: "red" } });
  const { pictures, uploads } = openCase({ upload: uploaded });
  await pictures.publish(message, { bytes: await canvas.webp().toBuffer(), type: "webp" }, signal);
  expect(uploads).toMatchObject([{ fileName: "picture.png" }]);
  const sent = await sharp((await uploads[0]?.content.arrayBuffer()) ?? new ArrayBuffer(0)).metadata();
  expect(sent).toMatchObject({ format: "png", width: 40, height: 30 });
});

test.each([
  ["is refused", refused],
  ["has to wait", later],
  ["is not possible", undefined],
])("an upload that %s leaves a link to the bytes as they were drawn", async (_what, upload) => {
  const { pictures, hosted, warned } = openCase({ ...(upload && { upload }), serviceUrl });
  const url = "https://bot.example.com/images/the-id";
  expect(await pictures.publish(message, png, signal)).toEqual({ at: "link", url });
  const metadata = { user: "staff-1" };
  expect(hosted).toEqual([["image", { contentType: "image/png", bytes: PNG, metadata }]]);
  expect(warned).toHaveLength(upload === undefined ? 0 : 1);
  expect(JSON.stringify(warned)).not.toContain("the-id");
});

test("a webp that is broken is not uploaded, but a link leads to it", async () => {
  const { pictures, uploads } = openCase({ upload: uploaded, serviceUrl });
  const broken: Picture = { bytes: Buffer.from("RIFF0000WEBPbroken"), type: "webp" };
  expect(await pictures.publish(message, broken, signal)).toMatchObject({ at: "link" });
  expect(uploads).toEqual([]);
});

test("without upload and link it is nowhere, for now or for good", async () => {
  const nowhere = { at: "nowhere" };
  expect(await openCase({ upload: later }).pictures.publish(message, png, signal)).toEqual({
    ...nowhere,
    mayPass: true,
    retryAfterMs: 7_000,
  });
  expect(await openCase({ upload: refused }).pictures.publish(message, png, signal)).toMatchObject({
    ...nowhere,
    mayPass: false,
    cause: { message: "60011" },
  });
  const full = { upload: refused, serviceUrl, host: { status: "refused", reason: "no_room" } } as const;
  expect(await openCase(full).pictures.publish(message, png, signal)).toMatchObject(nowhere);
});

test("whether anything can be shown is known before anything is drawn", () => {
  expect(openCase({}).pictures.isPossible(message)).toBe(false);
  expect(openCase({ serviceUrl }).pictures.isPossible(message)).toBe(true);
  expect(openCase({ upload: uploaded }).pictures.isPossible(message)).toBe(true);
});

test("what is stopped gets no place: the upload is told, and no link is made in its stead", async () => {
  const stop = new AbortController();
  const onUpload = (): void => stop.abort(new Error("stopped"));
  const { pictures, signals, hosted, warned } = openCase({ upload: later, serviceUrl, onUpload });
  await expect(pictures.publish(message, png, stop.signal)).rejects.toThrow("stopped");
  expect(signals).toEqual([stop.signal]);
  expect([hosted, warned]).toEqual([[], []]);
});
