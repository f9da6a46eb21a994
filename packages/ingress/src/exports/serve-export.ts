import { randomUUID } from "node:crypto";
import type { HostedFiles } from "@dinglane/delivery";
import {
  exportWords,
  parseExport,
  toCsv,
  toMarkdown,
  type Reading,
  type TranscriptExport,
} from "@dinglane/transcripts";
import type { RequestHandler, Response } from "express";
import { fileAway, fileGone } from "../replies.ts";
import { PAGE_SECURITY_POLICY, renderPage } from "./render-page.ts";
import { selectExchanges, type Selection } from "./select-exchanges.ts";

/** On every answer: what is shown here is kept by nobody and named to nobody. */
const HEADERS = {
  "cache-control": "no-store",
  "content-security-policy": PAGE_SECURITY_POLICY,
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "x-robots-tag": "noindex",
};

/**
 * Creates `GET /exports/:id`: a transcript as a page, or as a file with `format`. It is shown only after the reading is
 * recorded.
 */
export function createServeExport(options: {
  files: Pick<HostedFiles, "read">;
  record: (reading: Omit<Reading, "v" | "type">) => Promise<void>;
  formatTime: (ms: number) => string;
  /** Epoch ms. */
  now: () => number;
  log: { warn(fields: object, message: string): void };
}): RequestHandler<{ id: string }> {
  const { files, record, formatTime, now, log } = options;

  async function recorded(
    transcript: TranscriptExport,
    action: Reading["action"],
    exchanges: number,
  ): Promise<void> {
    const { by, person } = transcript;
    await record({ id: randomUUID(), action, by, of: person.userId, exchanges, atMs: now() });
  }

  async function serve(
    transcript: TranscriptExport,
    query: Record<string, unknown>,
    response: Response,
  ): Promise<void> {
    const selection = selectExchanges(transcript.exchanges, query);
    const { format } = query;
    if (format !== "md" && format !== "csv") {
      const page = renderPage(transcript, selection, formatTime);
      await recorded(transcript, "opened", selection.shown.length);
      response.type("html").send(page);
      return;
    }
    const chosen = { ...transcript, exchanges: [...selection.matching] };
    await recorded(transcript, `downloaded_${format}`, chosen.exchanges.length);
    const name = exportWords.fileName(formatTime(now()).slice(0, 10));
    response.attachment(`${name}.${format}`);
    const isTable = format === "csv";
    response.type(isTable ? "text/csv; charset=utf-8" : "text/markdown; charset=utf-8");
    response.send(
      isTable ? toCsv(chosen, formatTime) : toMarkdown(chosen, formatTime, searchOf(transcript, selection)),
    );
  }

  return async ({ params, query }, response) => {
    response.set(HEADERS);
    try {
      const file = await files.read("export", params.id);
      const transcript = file === undefined ? undefined : readable(file.bytes);
      if (transcript === undefined) response.status(404).type("text").send(fileGone());
      else await serve(transcript, query, response);
    } catch (err) {
      // Mostly Redis is away; what else it may be, nobody else would hear of.
      log.warn({ err }, "a transcript could not be read or its reading not recorded, so it was not shown");
      response.status(503).type("text").send(fileAway());
    }
  };
}

/** What a download says of the search that it is the result of. */
function searchOf(
  { exchanges }: TranscriptExport,
  { query }: Selection,
): { query: string; searched: number } | undefined {
  return query === "" ? undefined : { query, searched: exchanges.length };
}

/** Undefined for what another version has written: its link ends within the hour anyway. */
function readable(bytes: Uint8Array): TranscriptExport | undefined {
  try {
    return parseExport(bytes);
  } catch {
    return undefined;
  }
}
