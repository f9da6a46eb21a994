import type { PostNotice } from "@dinglane/delivery";

/** What the database has not taken for so long needs somebody to look. */
const ALARM_AGE_MS = 60_000;

/** Creates a look at the oldest entry that waits for the database; one line when it is late, one when it is not any more. */
export function createAgeWatch(options: {
  ageMs: () => Promise<number>;
  postNotice: PostNotice;
  log: { info(fields: object, message: string): void; warn(fields: object, message: string): void };
}): () => Promise<void> {
  const { ageMs, postNotice, log } = options;
  let isLate = false;
  return async () => {
    let age: number;
    try {
      age = await ageMs();
    } catch {
      // Redis is away, which its connection reports.
      return;
    }
    const wasLate = isLate;
    isLate = age > ALARM_AGE_MS;
    if (isLate && !wasLate) {
      await postNotice({ kind: "transcripts_late", seconds: Math.round(age / 1000) });
      log.warn(
        { oldestSeconds: Math.round(age / 1000) },
        "transcripts wait in Redis for the database; look for what the admin-workers say about it",
      );
    } else if (wasLate && !isLate) {
      log.info({}, "transcripts reach the database in time again");
    }
  };
}
