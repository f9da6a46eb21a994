import type { ExportedExchange } from "@dinglane/transcripts";

const PER_PAGE = 50;
/** Longer than anything that somebody searches for. */
const MAX_QUERY_LENGTH = 100;

/** What one view of a transcript shows. */
export interface Selection {
  /** What was searched for; empty for everything. */
  query: string;
  /** Every exchange with it, oldest first. */
  matching: readonly ExportedExchange[];
  /** Those of this page. */
  shown: readonly ExportedExchange[];
  /** From 1. */
  page: number;
  pages: number;
}

/** Finds a literal text in any case; undefined where there is nothing to find. Global: for `split` and `replace`. */
export const queryPattern = (query: string): RegExp | undefined =>
  query === "" ? undefined : new RegExp(query.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`), "giu");

/** Reads what a browser asks for; whatever it is, there is something to show. */
export function selectExchanges(
  exchanges: readonly ExportedExchange[],
  asked: { q?: unknown; page?: unknown },
): Selection {
  const query =
    typeof asked.q === "string"
      ? asked.q.toWellFormed().trim().slice(0, MAX_QUERY_LENGTH).toWellFormed()
      : "";
  const pattern = queryPattern(query);
  const matching =
    pattern === undefined
      ? exchanges
      : exchanges.filter(
          ({ question, answer }) => question.search(pattern) >= 0 || answer.search(pattern) >= 0,
        );
  const pages = Math.max(1, Math.ceil(matching.length / PER_PAGE));
  const wanted = typeof asked.page === "string" && /^\d{1,6}$/.test(asked.page) ? Number(asked.page) : 1;
  const page = Math.min(pages, Math.max(1, wanted));
  return { query, matching, shown: matching.slice((page - 1) * PER_PAGE, page * PER_PAGE), page, pages };
}
