import type { Config } from "@dinglane/runtime";
import type { Readable } from "./attachments-of.ts";

/** What the configuration says about it. */
export type ReadingLimits = Pick<Config["model"], "maxFileBytes" | "transcription">;

/** What workers can read beside words and pictures: what they cannot is refused before it is queued. */
export const readableOf = ({ maxFileBytes, transcription }: ReadingLimits): Readable => ({
  speech: transcription !== undefined,
  files: maxFileBytes > 0,
});
