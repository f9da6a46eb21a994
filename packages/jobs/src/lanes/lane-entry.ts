/** What the add script needs beside BullMQ's own arguments. */
export interface LaneEntry {
  jobId: string;
  name: string;
  /** JSON. */
  data: string;
  timestampMs: number;
  retry: { attempts: number; backoffMs: number };
  /** The person's line; the backend adds the queue. */
  lane: string;
  receipt: { key: string; fields: Record<string, string>; ttlSeconds: number };
  /** Whether it counts against the windows. */
  counts: boolean;
  robotKey: string;
  userId: string;
  /** Undefined outside groups. */
  groupId: string | undefined;
}
