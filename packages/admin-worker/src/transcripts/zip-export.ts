import {
  createFormatTime,
  exportWords,
  toCsv,
  toMarkdown,
  type TranscriptExport,
} from "@dinglane/transcripts";
import { strToU8, zipSync } from "fflate";

/** A file for DingTalk, which takes neither .md nor .csv: a .zip that holds both. */
export function zipExport(
  shown: TranscriptExport,
  { timeZone, nowMs }: { timeZone: string; nowMs: number },
): { fileName: string; content: Blob } {
  const formatTime = createFormatTime(timeZone);
  const name = exportWords.fileName(formatTime(nowMs).slice(0, 10));
  const bytes = zipSync({
    [`${name}.md`]: strToU8(toMarkdown(shown, formatTime)),
    [`${name}.csv`]: strToU8(toCsv(shown, formatTime)),
  });
  return { fileName: `${name}.zip`, content: new Blob([bytes], { type: "application/zip" }) };
}
