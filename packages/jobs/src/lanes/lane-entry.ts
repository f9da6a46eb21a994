/** What the add script makes of a message. */
export interface LaneEntry {
  jobId: string;
  name: string;
  /** JSON. */
  data: string;
  timestampMs: number;
  retry: { attempts: number; backoffMs: number };
  /** The person's line; the backend adds the queue. */
  lane: string;
  /** From here on, and for so long, the lane's messages run one at a time. */
  serialSeconds: number | undefined;
  receipt: { key: string; fields: Record<string, string>; ttlSeconds: number };
  /** Whether it counts against the windows and the day. */
  counts: boolean;
  /** The local day it counts on; undefined for whom no day's quota holds. */
  day: string | undefined;
  robotKey: string;
  userId: string;
  /** Undefined outside groups. */
  groupId: string | undefined;
}
