import type { Redis } from "ioredis";
import { z } from "zod";
import { jobIdOf } from "../job-id.ts";
import { debtsKey, stopsChannel } from "../keys.ts";
import { QUEUES } from "../queue-name.ts";
import { laneKeysOf } from "./lane-keys.ts";
import type { LaneScripts } from "./load-lane-scripts.ts";
import { runScript } from "./run-script.ts";

/** What became of a person's wish to stop. */
export interface StopOutcome {
  /** `duplicate`: the message was carried out before, and stops nothing more. */
  status: "stopped" | "duplicate";
  /** Messages that it stopped: what waited, and what ran without a committed reply. */
  count: number;
}

/** The queues that a person waits for. */
const STOPPED_QUEUES = QUEUES.filter((queue) => queue !== "admin");

const answer = z.tuple([z.enum(["stopped", "duplicate"]), z.number()]);

/** A worker that is told to stop ends the card of its answer at once; after this somebody else does. */
const CARD_END_MS = 10_000;

/** What a person wants to take back: everything, or one message. */
export interface StopWish {
  lane: string;
  /** That of the message which says so, or what stands for it: the wish is carried out once. */
  receipt: { key: string; ttlSeconds: number; fields?: Record<string, string> };
  nowMs: number;
  only?: { robotKey: string; msgId: string };
}

/** Empties a person's lanes on all queues in one script. */
export async function stopLanes(
  { redis, prefix, scripts }: { redis: Redis; prefix: string; scripts: LaneScripts },
  { lane, receipt, nowMs, only }: StopWish,
): Promise<StopOutcome> {
  const keys = STOPPED_QUEUES.map((queue) => laneKeysOf(prefix, queue));
  const ofQueues = keys.flatMap((of) => [
    of.prefix,
    of.backlog,
    of.lane(lane),
    stopsChannel(prefix, of.queue),
  ]);
  const [status, count] = answer.parse(
    await runScript(
      redis,
      scripts.stop,
      [receipt.key, keys[0]?.settings ?? "", debtsKey(prefix)],
      [
        nowMs,
        receipt.ttlSeconds,
        only === undefined ? "" : jobIdOf(only.robotKey, only.msgId),
        CARD_END_MS,
        ...ofQueues,
      ],
    ),
  );
  return { status, count };
}
