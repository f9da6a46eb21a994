import { replies } from "./replies.ts";
import type { TranscriptExport } from "./transcript-export.ts";

/** Excel takes a file for UTF-8 only with this in front. */
const BYTE_ORDER_MARK = "\uFEFF";

/**
 * What a spreadsheet would take for a formula, which may call programs or send data away
 * (https://owasp.org/www-community/attacks/CSV_Injection): Excel knows the full-width signs too.
 */
const FORMULA = /^[=+\-@＝＋－＠\t\r\n]/;

/** The transcript as a table for Excel and its like: one exchange per row. */
export function toCsv(
  { person, exchanges }: Pick<TranscriptExport, "person" | "exchanges">,
  formatTime: (ms: number) => string,
): string {
  const rows = exchanges.map((exchange) => [
    formatTime(exchange.askedAtMs),
    exchange.nick,
    person.userId,
    replies.place(exchange.conversation.type, exchange.conversation.title),
    replies.kind[exchange.kind],
    exchange.question,
    exchange.answer,
    exchange.model,
  ]);
  const lines = [replies.columns, ...rows].map((row) => row.map(cell).join(","));
  return `${BYTE_ORDER_MARK}${lines.join("\r\n")}\r\n`;
}

function cell(text: string): string {
  const inert = FORMULA.test(text) ? `'${text}` : text;
  return `"${inert.replaceAll('"', '""')}"`;
}
