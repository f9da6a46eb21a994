import type { TranscriptStore } from "@dinglane/transcripts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Creates the purge of what was kept for `days`; with 0 everything goes. `now` is epoch ms. */
export function createPurge(options: {
  store: Pick<TranscriptStore, "purge">;
  days: number;
  now: () => number;
  log: { info(fields: object, message: string): void; error(fields: object, message: string): void };
}): () => Promise<void> {
  const { store, days, now, log } = options;
  return async () => {
    try {
      const removed = await store.purge(now() - days * DAY_MS);
      if (removed > 0) log.info({ removed, days }, "transcripts older than transcript_days were removed");
    } catch (err) {
      log.error({ err }, "old transcripts could not be removed; it is tried again tomorrow");
    }
  };
}
