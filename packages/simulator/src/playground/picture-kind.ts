const SIGNATURES: readonly (readonly [type: string, first: string])[] = [
  ["image/png", "89504e47"],
  ["image/jpeg", "ffd8ff"],
  ["image/gif", "47494638"],
  ["image/bmp", "424d"],
  ["image/webp", "52494646"],
];

/** The type of a picture by its first bytes; undefined for anything that is none. */
export function pictureKind(content: Uint8Array): string | undefined {
  const first = Buffer.from(content.subarray(0, 4)).toString("hex");
  return SIGNATURES.find(([, signature]) => first.startsWith(signature))?.[0];
}
