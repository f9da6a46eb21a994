import { z } from "zod";
import type { AddOutcome } from "../add-outcome.ts";
import { globalWindowKey, groupWindowKey, userWindowKey, waitingEstimateKey } from "../keys.ts";
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
  const { receipt, robotKey, jobId, counts, groupId } = entry;
  const windows = [
    userWindowKey(keys.root, robotKey, entry.userId),
    groupId === undefined ? "" : groupWindowKey(keys.root, robotKey, groupId),
    globalWindowKey(keys.root),
  ];
  return {
    keys: [
      ...bullmqArgs.slice(0, BULLMQ_KEYS),
      keys.lane(entry.lane),
      receipt.key,
      keys.job(jobId),
      keys.settings,
    ],
    args: [
      ...bullmqArgs.slice(BULLMQ_KEYS),
      keys.root,
      keys.prefix,
      keys.backlog,
      waitingEstimateKey(keys.root),
      jobId,
      entry.timestampMs,
      ...(counts ? windows : ["", "", ""]),
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
