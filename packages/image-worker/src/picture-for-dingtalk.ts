import type { MediaUpload } from "@dinglane/dingtalk";
import type { Picture } from "./drawn-pictures.ts";

/** 64 megapixels: more than any model draws, and 256 MB at the most while it is converted. */
const MAX_PIXELS = 64 * 1024 * 1024;

/** The picture as DingTalk takes it: jpg, gif and png as they are, webp as png. An error where that cannot be made. */
export async function pictureForDingTalk({ bytes, type }: Picture): Promise<MediaUpload | Error> {
  if (type !== "webp") return mediaOf(bytes, type);
  try {
    // 27 MB that most image-workers never need: hardly any model sends webp.
    const { default: sharp } = await import("sharp");
    return mediaOf(await sharp(bytes, { limitInputPixels: MAX_PIXELS }).png().toBuffer(), "png");
  } catch (cause) {
    return new Error("a picture could not be converted", { cause });
  }
}

function mediaOf(bytes: Uint8Array, type: "png" | "jpeg" | "gif"): MediaUpload {
  const content = new Blob([Uint8Array.from(bytes)], { type: `image/${type}` });
  return { type: "image", fileName: type === "jpeg" ? "picture.jpg" : `picture.${type}`, content };
}
