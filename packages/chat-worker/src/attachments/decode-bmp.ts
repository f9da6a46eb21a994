/** Pixels, row by row from the bottom, blue before green before red. */
export interface Bitmap {
  data: Uint8Array;
  width: number;
  height: number;
  channels: 3 | 4;
  /** Rows stand from the top. */
  isTopDown: boolean;
}

const HEADER_BYTES = 54;
/** A file of 20 MB may have millions, one pixel wide: to copy those takes a second. */
const MAX_ROWS = 32_768;
const UNCOMPRESSED = 0;
const BIT_FIELDS = 3;

export const isBmp = (content: Uint8Array): boolean => content[0] === 0x42 && content[1] === 0x4d;

/**
 * Reads a BMP of 24 or 32 bits a pixel as Windows writes them; undefined for any other, for one that breaks off, and for
 * one that is higher than any screen.
 * The rows are copied as they are: no loop runs over the pixels.
 */
export function decodeBmp(content: Uint8Array): Bitmap | undefined {
  if (!isBmp(content) || content.length < HEADER_BYTES) return undefined;
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const [start, width, signedHeight] = [
    view.getUint32(10, true),
    view.getInt32(18, true),
    view.getInt32(22, true),
  ];
  const [bits, compression] = [view.getUint16(28, true), view.getUint32(30, true)];
  const height = Math.abs(signedHeight);
  const isPlain = bits === 24 ? compression === UNCOMPRESSED : bits === 32 && compression % BIT_FIELDS === 0;
  if (!isPlain || width <= 0 || height === 0 || height > MAX_ROWS) return undefined;
  const channels = bits === 24 ? 3 : 4;
  const rowBytes = width * channels;
  const stride = Math.ceil(rowBytes / 4) * 4;
  if (start + stride * height > content.length) return undefined;
  const data = new Uint8Array(rowBytes * height);
  for (let row = 0; row < height; row++) {
    const from = start + row * stride;
    data.set(content.subarray(from, from + rowBytes), row * rowBytes);
  }
  return { data, width, height, channels, isTopDown: signedHeight < 0 };
}
