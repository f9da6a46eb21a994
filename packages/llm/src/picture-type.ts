/** The formats of pictures that models give and take. */
export type PictureType = "png" | "jpeg" | "webp" | "gif";

/** What a picture is by its first bytes; undefined where it is none of these. */
export function pictureTypeOf(bytes: Uint8Array): PictureType | undefined {
  const head = Buffer.from(bytes.subarray(0, 12)).toString("latin1");
  if (head.startsWith("\u0089PNG\r\n\u001a\n")) return "png";
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "jpeg";
  if (head.startsWith("RIFF") && head.slice(8) === "WEBP") return "webp";
  return head.startsWith("GIF87a") || head.startsWith("GIF89a") ? "gif" : undefined;
}
