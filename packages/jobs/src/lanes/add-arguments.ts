import { z } from "zod";
import type { AddOutcome } from "../add-outcome.ts";
import { globalWindowKey, groupWindowKey, userDayKey, userWindowKey, waitingEstimateKey } from "../keys.ts";
import { mayAlwaysWait } from "../job.ts";
import type { LaneEntry } from "./lane-entry.ts";
import type { LaneKeys } from "./lane-keys.ts";
import type { ScriptArgument } from "./run-script.ts";

const answer = z.union([
  z.tuple([z.literal("added"), z.number()]),
  z.tuple([z.literal("duplicate")]),
  z.tuple([z.literal("refused"), z.enum(["max_waiting", "lane_limit"])]),
  z.tuple([
    z.literal("refused"),
    z.enum(["user_day", "user_minute", "group_minute", "global_minute"]),
    z.number(),
  ]),
]);

/** The KEYS and ARGV of the add script, in its order. */
export function addArguments(
  keys: LaneKeys,
  entry: LaneEntry,
): { keys: ScriptArgument[]; args: ScriptArgument[] } {
  const { root, prefix, backlog } = keys;
  const { receipt, jobId, retry } = entry;
  const lane = keys.lane(entry.lane);
  // As BullMQ stores options. The keys of lane and receipt ride along: BullMQ hands them back with every job, so the
  // finish script gets them from the worker and need not read them.
  const options = {
    attempts: retry.attempts,
    backoff: { type: "custom", delay: retry.backoffMs },
    lane,
    receipt: receipt.key,
  };
  const waiting = mayAlwaysWait(entry.name) ? "" : waitingEstimateKey(root);
  const args: ScriptArgument[] = [root, prefix, backlog, waiting];
  args.push(jobId, entry.name, entry.data, JSON.stringify(options), entry.timestampMs);
  args.push(...countersOf(root, entry), entry.serialSeconds ?? "", receipt.ttlSeconds);
  for (const [field, value] of Object.entries(receipt.fields)) args.push(field, value);
  args.push("job", `${keys.queue}:${jobId}`);
  return { keys: [lane, receipt.key, keys.job(jobId), keys.settings], args };
}

/** The user's day, and the windows of the user, the group and all; empty where the message does not count. */
function countersOf(root: string, { robotKey, userId, groupId, counts, day }: LaneEntry): string[] {
  if (!counts) return ["", "", "", ""];
  return [
    day === undefined ? "" : userDayKey(root, robotKey, userId, day),
    userWindowKey(root, robotKey, userId),
    groupId === undefined ? "" : groupWindowKey(root, robotKey, groupId),
    globalWindowKey(root),
  ];
}

/** @throws ZodError when the script's answer is none it can give. */
export function parseAddAnswer(value: unknown, jobId: string): AddOutcome {
  const [status, detail, retryAfterMs] = answer.parse(value);
  if (status === "added") return { status, jobId, ahead: detail };
  if (status === "duplicate") return { status };
  return retryAfterMs === undefined ? { status, bound: detail } : { status, bound: detail, retryAfterMs };
}
