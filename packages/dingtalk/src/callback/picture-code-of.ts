import type { PictureCode } from "./robot-message.ts";
import { wordAt } from "./word-at.ts";

/** The codes of a picture, either of which may be missing (developerpedia faq 8); undefined when both are. */
export function pictureCodeOf(item: unknown): PictureCode | undefined {
  const pictureDownloadCode = wordAt(item, "pictureDownloadCode");
  const downloadCode = wordAt(item, "downloadCode") ?? pictureDownloadCode;
  if (downloadCode === undefined) return undefined;
  return pictureDownloadCode === undefined ? { downloadCode } : { downloadCode, pictureDownloadCode };
}
