import type { ExportedExchange } from "./transcript-export.ts";

/** More of it would hold up ingress while it is read and shown; callbacks are answered on the same event loop. */
const MAX_BYTES = 4 * 1024 * 1024;

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
