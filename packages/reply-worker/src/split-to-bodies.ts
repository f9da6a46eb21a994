import { splitMarkdown } from "@dinglane/dingtalk";

/** DingTalk takes 20 000 bytes of JSON body (errcode 460101): the rest is for title, mention and structure. */
const MAX_JSON_BYTES = 19_000;
/** Where text needs no escapes: Chinese prose has a newline or quote in a hundred bytes. */
const MAX_PART_BYTES = 18_000;
const MIN_PART_BYTES = 256;

const jsonBytes = (text: string): number => Buffer.byteLength(JSON.stringify(text));

/** Cuts prepared markdown into parts whose JSON fits into a body, also where quotes and newlines double their size. */
export function splitToBodies(markdown: string, maxPartBytes = MAX_PART_BYTES): string[] {
  return splitMarkdown(markdown, maxPartBytes).flatMap((part) => {
    const bytes = jsonBytes(part);
    if (bytes <= MAX_JSON_BYTES || maxPartBytes <= MIN_PART_BYTES) return [part];
    const smaller = Math.floor((Buffer.byteLength(part) * MAX_JSON_BYTES) / bytes);
    return splitToBodies(part, Math.max(MIN_PART_BYTES, Math.min(smaller, maxPartBytes - 1)));
  });
}
