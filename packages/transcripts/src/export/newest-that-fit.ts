import type { ExportedExchange } from "./transcript-export.ts";

/** A page, a spreadsheet and Redis all bear this much. */
const MAX_BYTES = 8 * 1024 * 1024;

/** The newest exchanges, oldest first, whose words together are no more than one export may hold. */
export function newestThatFit(
  exchanges: readonly ExportedExchange[],
  maxBytes = MAX_BYTES,
): ExportedExchange[] {
  let bytes = 0;
  const from = exchanges.findLastIndex(({ question, answer }) => {
    bytes += Buffer.byteLength(question) + Buffer.byteLength(answer);
    return bytes > maxBytes;
  });
  return exchanges.slice(from + 1);
}
