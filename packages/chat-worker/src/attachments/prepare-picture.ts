import { pictureTypeOf } from "@dinglane/llm";
import type { Sharp } from "sharp";
import { decodeBmp, isBmp } from "./decode-bmp.ts";
import { createSlots } from "./slots.ts";

/** What no model reads more of. */
const LONGEST_EDGE = 2_048;
/** A file of some kilobytes may claim any size: this is what decoding one may cost. */
const MAX_PIXELS = 50_000_000;
const LONGEST_SECONDS = 30;
const QUALITY = 88;
/** What is larger (noise, mostly) is written more plainly: it has to be put into a request, and eight of them too. */
const MAX_FINE_BYTES = 1_500_000;
const PLAIN_QUALITY = 60;

export type PictureRefusal = "unknown_format" | "broken" | "too_many_pixels";

type PreparedPicture = { status: "ready"; dataUrl: string } | { status: "refused"; reason: PictureRefusal };

/**
 * Makes what somebody sent fit for a model.
 *
 * @throws the signal's reason, for as long as it has not begun.
 */
export type PreparePicture = (content: Uint8Array, signal: AbortSignal) => Promise<PreparedPicture>;

/**
 * Creates what makes pictures fit: upright, no larger than a model reads, in a format that every model takes, and without
 * what a camera writes beside them (where it was, say). A picture that cannot be decoded to its end is refused here, not
 * by the model. One at a time, off the event loop; libvips is loaded with the first.
 */
export function createPreparePicture(): PreparePicture {
  const oneAtATime = createSlots(1);
  return async (content, signal) => {
    if (pictureTypeOf(content) === undefined && !isBmp(content)) return refused("unknown_format");
    return oneAtATime(() => convert(content), signal);
  };
}

async function convert(content: Uint8Array): Promise<PreparedPicture> {
  try {
    const picture = await open(content);
    if (picture === undefined) return refused("unknown_format");
    const { width, height } = await picture.metadata();
    if (width * height > MAX_PIXELS) return refused("too_many_pixels");
    const fine = await picture
      .autoOrient()
      .resize({ width: LONGEST_EDGE, height: LONGEST_EDGE, fit: "inside", withoutEnlargement: true })
      .jpeg({ quality: QUALITY, chromaSubsampling: "4:4:4" })
      .timeout({ seconds: LONGEST_SECONDS })
      .toBuffer();
    const jpeg = fine.length > MAX_FINE_BYTES ? await plainer(fine) : fine;
    return { status: "ready", dataUrl: `data:image/jpeg;base64,${jpeg.toString("base64")}` };
  } catch {
    // libvips has words for what is wrong with a file, and no codes; its sender is told that it is broken.
    return refused("broken");
  }
}

async function plainer(jpeg: Buffer): Promise<Buffer> {
  const { default: sharp } = await import("sharp");
  return sharp(jpeg).jpeg({ quality: PLAIN_QUALITY }).toBuffer();
}

async function open(content: Uint8Array): Promise<Sharp | undefined> {
  const { default: sharp } = await import("sharp");
  // A picture is seen once: what is cached of it would only stay.
  sharp.cache(false);
  // The limit is looked at before decoding, where its words can be chosen.
  const limits = { limitInputPixels: false, failOn: "error" } as const;
  if (!isBmp(content)) return sharp(content, limits).flatten({ background: "#ffffff" });
  const bitmap = decodeBmp(content);
  if (bitmap === undefined) return undefined;
  const { data, width, height, channels } = bitmap;
  // Its fourth channel is mostly nothing at all, and hardly ever how much is seen through.
  const picture = sharp(data, { ...limits, raw: { width, height, channels } }).removeAlpha();
  return (bitmap.isTopDown ? picture : picture.flip()).recomb([
    [0, 0, 1],
    [0, 1, 0],
    [1, 0, 0],
  ]);
}

const refused = (reason: PictureRefusal): PreparedPicture => ({ status: "refused", reason });
