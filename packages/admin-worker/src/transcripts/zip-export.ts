import { promisify } from "node:util";
import {
  createFormatTime,
  exportWords,
  toCsv,
  toMarkdown,
  type TranscriptExport,
} from "@dinglane/transcripts";
import { strToU8, zip, type AsyncZippable } from "fflate";

/** In a thread where there is much of it: megabytes take hundreds of milliseconds. */
const zipped = promisify<AsyncZippable, Uint8Array<ArrayBuffer>>(zip);

/** A file for DingTalk, which takes neither .md nor .csv: a .zip that holds both. */
export async function zipExport(
  shown: TranscriptExport,
  { timeZone, nowMs }: { timeZone: string; nowMs: number },
): Promise<{ fileName: string; content: Blob }> {
  const formatTime = createFormatTime(timeZone);
  const name = exportWords.fileName(formatTime(nowMs).slice(0, 10));
  const bytes = await zipped({
    [`${name}.md`]: strToU8(toMarkdown(shown, formatTime)),
    [`${name}.csv`]: strToU8(toCsv(shown, formatTime)),
  });
  return { fileName: `${name}.zip`, content: new Blob([bytes], { type: "application/zip" }) };
}
