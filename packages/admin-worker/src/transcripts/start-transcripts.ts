import { randomUUID } from "node:crypto";
import { createNoticePost } from "@dinglane/delivery";
import { REDIS_KEY_PREFIX as prefix, type ServiceContext } from "@dinglane/runtime";
import {
  createOutboxStream,
  createReaderLease,
  createTranscriptStore,
  oldestEntryAgeMs,
  openTranscriptDatabase,
  startOutboxReader,
  type TranscriptStore,
} from "@dinglane/transcripts";
import { Counter, Gauge } from "prom-client";
import { createPurge } from "./purge-transcripts.ts";
import { startRepeating } from "./start-repeating.ts";
import { createAgeWatch } from "./watch-outbox-age.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const AGE_WATCH_MS = 15_000;

/** Opens the database of transcripts and keeps it: fed from Redis, purged by age, watched. Released with the process. */
export async function startTranscripts(context: ServiceContext): Promise<TranscriptStore> {
  const { config, log, metrics } = context;
  const database = await openTranscriptDatabase(config.dataDir);
  context.onShutdown("transcript database", () => database.close());
  const store = createTranscriptStore(database);

  const redis = context.connectRedis("general");
  const entries = new Counter({
    name: "dinglane_transcript_entries_total",
    help: "Entries of the transcripts' outbox by what became of them.",
    labelNames: ["outcome"],
    registers: [metrics],
  });
  const ageMs = async (): Promise<number> => oldestEntryAgeMs({ redis, prefix }, Date.now());
  const oldest: Gauge = new Gauge({
    name: "dinglane_transcript_oldest_seconds",
    help: "For how long the oldest entry has waited for the database; 0 when none waits.",
    registers: [metrics],
    async collect() {
      // Without Redis there is no figure; the connection's own gauge says why.
      oldest.set((await ageMs().catch(() => Number.NaN)) / 1000);
    },
  });

  const postNotice = createNoticePost({ redis, prefix, now: Date.now, log });
  const watch = startRepeating(AGE_WATCH_MS, createAgeWatch({ ageMs, postNotice, log }));
  context.onShutdown("transcript age watch", () => watch.close());
  const days = config.transcriptDays;
  const purge = startRepeating(DAY_MS, createPurge({ store, days, now: Date.now, log }));
  context.onShutdown("transcript purge", () => purge.close());
  const reader = startOutboxReader({
    stream: createOutboxStream({ redis, blocking: context.connectRedis("worker"), prefix }),
    lease: createReaderLease({ redis, prefix, holder: randomUUID() }),
    store: (batch) => store.write(batch),
    onEntries: (outcome, count) => entries.inc({ outcome }, count),
    log,
  });
  context.onShutdown("transcript reader", () => reader.close());
  return store;
}
