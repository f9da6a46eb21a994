import { setTimeout as sleep } from "node:timers/promises";
import { createHostedFiles, drawnPictureKey, eraseReplies } from "@dinglane/delivery";
import { eraseJobs, type Processors } from "@dinglane/jobs";
import type { ReplyRoad } from "@dinglane/reply-worker";
import type { Config, Logger } from "@dinglane/runtime";
import { eraseSessions } from "@dinglane/sessions";
import { createFormatTime, eraseEntries, type TranscriptStore } from "@dinglane/transcripts";
import { createErasePerson } from "./erase-person.ts";
import { createFindTranscripts } from "./find-transcripts.ts";
import { createHandOver } from "./hand-over.ts";
import { createSendPrivately } from "./send-privately.ts";

/** A model that is told to stop ends at once, and a message under way to DingTalk within 5 s. */
const ERASURE_PATIENCE_MS = 10_000;

/** Wires the commands about what people asked: 查对话 and 删除对话. */
export function createTranscriptCommands(options: {
  config: Config;
  road: ReplyRoad;
  store: TranscriptStore;
  log: Logger;
}): Pick<Processors<"admin">, "find-transcripts" | "erase-person"> {
  const { config, road, store, log } = options;
  const { redis, prefix, write, now } = road;
  const hostedFiles = createHostedFiles(road);
  const send = createSendPrivately({
    dingtalk: road.dingtalk,
    credentials: config.dingtalk.credentials,
    log,
  });

  const findTranscripts = createFindTranscripts({
    store,
    handOver: createHandOver({
      hostedFiles,
      send,
      serviceUrl: config.serviceUrl,
      timeZone: config.timezone,
      now,
    }),
    privately: (job, words) => send.words(job, words),
    prefix,
    keptDays: config.transcriptDays,
    formatTime: createFormatTime(config.timezone),
    write,
    now,
  });
  const erasePerson = createErasePerson({
    store,
    hostedFiles,
    eraseJobs: (person) =>
      eraseJobs({ redis, prefix, sleep: (ms) => sleep(ms) }, { ...person, patienceMs: ERASURE_PATIENCE_MS }),
    eraseReplies: (person) => eraseReplies({ redis, prefix }, person),
    eraseSessions: (userId) => eraseSessions({ redis, prefix }, userId),
    eraseEntries: (userId) => eraseEntries({ redis, prefix }, userId),
    async erasePictures(messages) {
      let erased = 0;
      for (const { robotKey, msgId } of messages) {
        erased += await redis.del(drawnPictureKey(prefix, robotKey, msgId));
      }
      return erased;
    },
    write,
    now,
  });
  return {
    "find-transcripts": road.processor(findTranscripts),
    "erase-person": road.processor(erasePerson),
  };
}
