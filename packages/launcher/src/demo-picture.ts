import { crc32, deflateSync } from "node:zlib";

const SIZE = 256;
const SKY = [94, 158, 232];
const GROUND = [250, 226, 190];
const SUN = [250, 170, 60];
const SUN_AT = { x: 176, y: 84, radius: 34 };

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

function colourAt(x: number, y: number): readonly number[] {
  if (Math.hypot(x - SUN_AT.x, y - SUN_AT.y) <= SUN_AT.radius) return SUN;
  return SKY.map((channel, index) => channel + ((GROUND[index] ?? 0) - channel) * (y / SIZE));
}

/** What the demo model draws, whatever it is asked for: a sun in a sky, as PNG (https://www.w3.org/TR/png-3/). */
export function demoPicture(): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIZE, 0);
  header.writeUInt32BE(SIZE, 4);
  // Eight bits each of red, green and blue.
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Array.from({ length: SIZE }, (_row, y) =>
    // Each row begins with its filter: none.
    Buffer.from([0, ...Array.from({ length: SIZE }, (_column, x) => colourAt(x, y)).flat()]),
  );
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.concat(rows))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
