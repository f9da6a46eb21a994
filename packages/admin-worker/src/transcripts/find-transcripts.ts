import type { ComposedReply } from "@dinglane/delivery";
import type { FindTranscripts } from "@dinglane/jobs";
import type { WriteReply } from "@dinglane/reply-worker";
import {
  newestThatFit,
  readingEffect,
  type KnownPerson,
  type Reading,
  type TranscriptStore,
} from "@dinglane/transcripts";
import type { HandOver } from "./hand-over.ts";
import { replies } from "./replies.ts";
import type { SendPrivately } from "./send-privately.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** The newest; who needs more asks the database. */
const MAX_EXCHANGES = 2_000;

export interface FindTranscriptsDeps {
  store: Pick<TranscriptStore, "findPeople" | "exchangesOf">;
  handOver: HandOver;
  /** Where an answer that tells of people goes, and what is said instead. */
  privately: SendPrivately["words"];
  /** Of every Redis key. */
  prefix: string;
  /** How long transcripts are kept, in days. */
  keptDays: number;
  formatTime: (ms: number) => string;
  write: WriteReply;
  now: () => number;
}

/** Creates the use case of #查对话: one person's exchanges for the administrator who asks, and a record of who read whose. */
export function createFindTranscripts(deps: FindTranscriptsDeps) {
  const { store, now } = deps;

  /** Everybody whose exchanges, or their number, the answer shows. */
  const recorded = (
    job: FindTranscripts,
    action: Reading["action"],
    people: readonly KnownPerson[],
  ): ComposedReply["effects"] => {
    const reading = { action, by: job.user.id, atMs: now() };
    if (people.length === 0) {
      return [readingEffect(deps.prefix, { ...reading, id: `${job.robotKey}:${job.msgId}`, exchanges: 0 })];
    }
    return people.map(({ userId, exchanges }) =>
      readingEffect(deps.prefix, {
        ...reading,
        id: `${job.robotKey}:${job.msgId}:${userId}`,
        of: userId,
        exchanges,
      }),
    );
  };

  return async (job: FindTranscripts): Promise<ComposedReply> => {
    const { person: wanted, days } = job;
    if (deps.keptDays === 0) return { reply: await deps.write(replies.notKept), effects: [] };
    const sinceMs = days === undefined ? 0 : now() - days * DAY_MS;
    const people = await store.findPeople(
      job.isUserId === true ? { userId: wanted } : { userId: wanted, nick: wanted },
      sinceMs,
    );
    const [person, ...others] = people;
    if (person === undefined) {
      return { reply: await deps.write(replies.nobody(wanted, days)), effects: recorded(job, "asked", []) };
    }
    if (others.length > 0) {
      const words = await deps.privately(job, replies.several(people, deps.formatTime));
      return { reply: await deps.write(words), effects: recorded(job, "asked", people) };
    }
    const exchanges = newestThatFit(await store.exchangesOf(person.userId, sinceMs, MAX_EXCHANGES));
    const { words, action } = await deps.handOver(job, person, {
      v: 1,
      by: job.user.id,
      person: { userId: person.userId, nick: person.nick },
      ...(days === undefined ? {} : { days }),
      total: person.exchanges,
      exchanges,
    });
    return { reply: await deps.write(words), effects: recorded(job, action, [person]) };
  };
}
