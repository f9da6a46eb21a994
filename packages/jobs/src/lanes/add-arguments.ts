import { z } from "zod";
import type { AddOutcome } from "../add-outcome.ts";
import { globalWindowKey, groupWindowKey, userWindowKey } from "../keys.ts";
import type { LaneEntry } from "./lane-entry.ts";
import type { LaneKeys } from "./lane-keys.ts";
import type { ScriptArgument } from "./run-script.ts";

/** KEYS that BullMQ's add takes; what follows in its argument list is ARGV. */
const BULLMQ_KEYS = 9;

const answer = z.union([
  z.tuple([z.literal("added"), z.number()]),
  z.tuple([z.literal("duplicate")]),
  z.tuple([z.literal("refused"), z.enum(["max_waiting", "lane_limit"])]),
  z.tuple([z.literal("refused"), z.enum(["user_minute", "group_minute", "global_minute"]), z.number()]),
]);

/** Completes BullMQ's KEYS and ARGV for its add script with ours. */
export function addArguments(
  keys: LaneKeys,
  entry: LaneEntry,
  bullmqArgs: readonly ScriptArgument[],
): { keys: ScriptArgument[]; args: ScriptArgument[] } {
  const { receipt, robotKey, jobId } = entry;
  return {
    keys: [
      ...bullmqArgs.slice(0, BULLMQ_KEYS),
      keys.lane(entry.lane),
      keys.backlog,
      keys.settings,
      receipt.key,
      keys.job(jobId),
      userWindowKey(keys.root, robotKey, entry.userId),
      // A key of this slot even where the script does not look at it: Redis Cluster checks them all.
      groupWindowKey(keys.root, robotKey, entry.groupId ?? ""),
      globalWindowKey(keys.root),
    ],
    args: [
      ...bullmqArgs.slice(BULLMQ_KEYS),
      keys.root,
      keys.prefix,
      jobId,
      entry.counts ? 1 : 0,
      entry.groupId === undefined ? 0 : 1,
      receipt.ttlSeconds,
      ...Object.entries({ ...receipt.fields, job: `${keys.queue}:${jobId}` }).flat(),
    ],
  };
}

/** @throws ZodError when the script's answer is none it can give. */
export function parseAddAnswer(value: unknown, jobId: string): AddOutcome {
  const [status, detail, retryAfterMs] = answer.parse(value);
  if (status === "added") return { status, jobId, ahead: detail };
  if (status === "duplicate") return { status };
  return retryAfterMs === undefined ? { status, bound: detail } : { status, bound: detail, retryAfterMs };
}
