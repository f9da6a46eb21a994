import { backlogKey, debtsKey, jobKey, laneKey, laneSettingsKey, queuePrefix } from "../keys.ts";
import type { QueueName } from "../queue-name.ts";

/** The keys that the scripts of one queue are given. */
export interface LaneKeys {
  root: string;
  queue: QueueName;
  prefix: string;
  backlog: string;
  settings: string;
  debts: string;
  lane(lane: string): string;
  job(jobId: string): string;
}

export function laneKeysOf(root: string, queue: QueueName): LaneKeys {
  return {
    root,
    queue,
    prefix: queuePrefix(root, queue),
    backlog: backlogKey(root, queue),
    settings: laneSettingsKey(root),
    debts: debtsKey(root),
    lane: (lane) => laneKey(root, queue, lane),
    job: (jobId) => jobKey(root, queue, jobId),
  };
}
