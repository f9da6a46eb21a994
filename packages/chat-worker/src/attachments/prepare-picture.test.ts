import { crc32 } from "node:zlib";
import { expect, test } from "vitest";
import sharp from "sharp";
import { createPreparePicture } from "./prepare-picture.ts";

const preparePicture = createPreparePicture();
const prepare = async (content: Uint8Array): ReturnType<typeof preparePicture> =>
  preparePicture(content, new AbortController().signal);

/** Red above blue: which way is up, and which colour is which, can be seen. */
async function flag(width: number, height: number): Promise<Buffer> {
  const blue = { create: { width, height, channels: 3 as const, background: "#0000ff" } };
  const red = { create: { width, height: height / 2, channels: 3 as const, background: "#ff0000" } };
  return sharp(blue)
    .composite([{ input: red, top: 0, left: 0 }])
    .png()
    .toBuffer();
}

async function seen(content: Uint8Array): Promise<{
  size: [number, number];
  top: string;
  bottom: string;
  jpeg: Buffer;
}> {
  const picture = await prepare(content);
  if (picture.status !== "ready") throw new Error(picture.reason);
  const [type, base64 = ""] = picture.dataUrl.split(",");
  expect(type).toBe("data:image/jpeg;base64");
  const jpeg = Buffer.from(base64, "base64");
  const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
  const colourAt = (y: number): string => {
    const at = (y * info.width + (info.width >> 1)) * info.channels;
    const [r = 0, g = 0, b = 0] = data.subarray(at, at + 3);
    if (r > 200 && g > 200 && b > 200) return "white";
    return r > 200 && b < 60 ? "red" : b > 200 && r < 60 ? "blue" : `${r},${g},${b}`;
  };
  return { size: [info.width, info.height], top: colourAt(2), bottom: colourAt(info.height - 3), jpeg };
}

/** As Windows writes it: from the bottom up, blue first, rows of whole words. */
async function bmpOf(png: Buffer, bits: 24 | 32, isTopDown = false): Promise<Buffer> {
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const [channels, { width, height }] = [bits / 8, info];
  const stride = Math.ceil((width * channels) / 4) * 4;
  const file = Buffer.alloc(54 + stride * height);
  file.write("BM");
  file.writeUInt32LE(54, 10);
  file.writeInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(isTopDown ? -height : height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(bits, 28);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * 3;
      const to = 54 + (isTopDown ? y : height - 1 - y) * stride + x * channels;
      file.set([data[from + 2] ?? 0, data[from + 1] ?? 0, data[from] ?? 0], to);
    }
  }
  return file;
}

test.each([
  ["PNG", async (png: Buffer) => png],
  ["JPEG", async (png: Buffer) => sharp(png).jpeg().toBuffer()],
  ["WebP", async (png: Buffer) => sharp(png).webp().toBuffer()],
  ["GIF", async (png: Buffer) => sharp(png).gif().toBuffer()],
  ["BMP of 24 bits", async (png: Buffer) => bmpOf(png, 24)],
  ["BMP of 32 bits", async (png: Buffer) => bmpOf(png, 32)],
  ["BMP from the top", async (png: Buffer) => bmpOf(png, 24, true)],
])("%s becomes a JPEG of the same picture", async (_name, write) => {
  const { size, top, bottom } = await seen(await write(await flag(33, 20)));
  expect({ size, top, bottom }).toEqual({ size: [33, 20], top: "red", bottom: "blue" });
});

test("a large picture gets smaller, a small one no larger", async () => {
  expect((await seen(await flag(4_096, 1_024))).size).toEqual([2_048, 512]);
  expect((await seen(await flag(10, 10))).size).toEqual([10, 10]);
});

test(
  "a picture that would be heavy is written more plainly, at the same size",
  { timeout: 30_000 },
  async () => {
    const { size, jpeg } = await seen(await noise(1_250));
    expect(size).toEqual([1_250, 1_250]);
    expect(jpeg.length).toBeLessThan(1_500_000);
  },
);

test("it stands upright, and what the camera wrote is gone", async () => {
  const photo = await sharp(await flag(40, 20))
    .rotate(180)
    .withMetadata({ orientation: 3 })
    .withExifMerge({ IFD0: { ImageDescription: "at home" } })
    .jpeg()
    .toBuffer();
  expect(photo.includes("at home")).toBe(true);
  const { top, bottom, jpeg } = await seen(photo);
  expect([top, bottom]).toEqual(["red", "blue"]);
  expect(jpeg.includes("at home")).toBe(false);
});

test("what is seen through is white", async () => {
  const glass = { create: { width: 9, height: 9, channels: 4 as const, background: "#00000000" } };
  expect(await seen(await sharp(glass).png().toBuffer())).toMatchObject({ top: "white" });
});

test.each([
  ["a text", async () => Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"), "unknown_format"],
  ["a BMP of 8 bits", async () => (await bmpOf(await flag(4, 4), 24)).fill(8, 28, 29), "unknown_format"],
  [
    "half a JPEG",
    async () =>
      half(
        await sharp(await flag(400, 400))
          .jpeg()
          .toBuffer(),
      ),
    "broken",
  ],
  ["half a PNG", async () => half(await noise()), "broken"],
  ["half a BMP", async () => half(await bmpOf(await flag(40, 40), 24)), "unknown_format"],
  ["a JPEG's first bytes alone", async () => Buffer.from("ffd8ffe0", "hex"), "broken"],
  ["a PNG that says it is 100 000 wide", async () => claiming(await flag(4, 4), 100_000), "too_many_pixels"],
])("%s is refused", async (_name, write, reason) => {
  expect(await prepare(await write())).toEqual({ status: "refused", reason });
});

test("a BMP of millions of rows holds nobody up", async () => {
  const rows = 5_000_000;
  const file = Buffer.alloc(54 + rows * 4);
  (await bmpOf(await flag(2, 2), 24)).copy(file, 0, 0, 54);
  file.writeInt32LE(1, 18);
  file.writeInt32LE(rows, 22);
  const startedAtMs = performance.now();
  const prepared = prepare(file);
  // What is done before the first wait is done on the event loop; copied row by row, it takes a second.
  expect(performance.now() - startedAtMs).toBeLessThan(600);
  expect(await prepared).toEqual({ status: "refused", reason: "unknown_format" });
});

const half = (content: Buffer): Buffer => content.subarray(0, content.length / 2);

const noise = async (side = 300): Promise<Buffer> =>
  sharp({
    create: {
      width: side,
      height: side,
      channels: 3,
      background: "#888888",
      noise: { type: "gaussian", mean: 128, sigma: 50 },
    },
  })
    .png()
    .toBuffer();

/** Width and height are the first of a PNG, and have a check sum of their own. */
function claiming(png: Buffer, side: number): Buffer {
  const file = Buffer.from(png);
  file.writeUInt32BE(side, 16);
  file.writeUInt32BE(side, 20);
  file.writeUInt32BE(crc32(file.subarray(12, 29)), 29);
  return file;
}
