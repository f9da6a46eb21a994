import { splitMarkdown } from "@dinglane/dingtalk";
import type { Reply } from "./reply.ts";

/** Below this a text is not what makes a body too long. */
const MIN_HALF_BYTES = 64;

/** The reply with two or more smaller parts in the place of one; undefined when it cannot be made smaller. */
export function splitPart(reply: Reply, index: number): Reply | undefined {
  const text = reply.parts[index] ?? "";
  const halfBytes = Math.ceil(Buffer.byteLength(text) / 2);
  const pieces = splitMarkdown(text, Math.max(MIN_HALF_BYTES, halfBytes));
  if (pieces.length < 2) return undefined;
  return { ...reply, parts: reply.parts.toSpliced(index, 1, ...pieces) };
}
