import type { QueueName } from "./queue-name.ts";

/** BullMQ's prefix of one queue's keys (it joins prefix and queue name itself). */
export const queuePrefix = (prefix: string, queue: QueueName): string => `${prefix}:${queue}:`;

/** Hash of one job, as BullMQ writes it; the keys of its lane and receipt are among its options. */
export const jobKey = (prefix: string, queue: QueueName, jobId: string): string =>
  `${queuePrefix(prefix, queue)}${jobId}`;

/** String: the token of the worker that runs the job; BullMQ lets it expire with the worker. */
export const jobLockKey = (prefix: string, queue: QueueName, jobId: string): string =>
  `${jobKey(prefix, queue, jobId)}:lock`;

/**
 * List: the lane's job ids in order of arrival. No TTL: it vanishes with its last job. Not under the queue's own
 * prefix, where BullMQ takes every key it does not know for an orphaned job.
 */
export const laneKey = (prefix: string, queue: QueueName, lane: string): string =>
  `${prefix}:lane:${queue}:${lane}`;

/** Sorted set: lanes of the queue that have parked jobs; score = since when, epoch ms. */
export const backlogKey = (prefix: string, queue: QueueName): string => `${prefix}:lanes:backlog:${queue}`;

/** Hash: what all lane scripts read (see LaneSettings). No TTL. */
export const laneSettingsKey = (prefix: string): string => `${prefix}:lanes:settings`;

/** String: about how many messages wait in all queues; lives half a second (ESTIMATE_MS). */
export const waitingEstimateKey = (prefix: string): string => `${prefix}:lanes:waiting`;

/**
 * Sorted set of the receipts whose users are still owed words; score = when to try next, epoch ms. Written where a
 * job fails for good or is removed; whoever sends pays it.
 */
export const debtsKey = (prefix: string): string => `${prefix}:debts`;

/**
 * String, beside a lane: for as long as it lives, the lane's messages run one at a time whatever user_concurrency says,
 * because its person has context. The scripts make the same name of the lane's (see settings.lua).
 */
export const serialKeyOf = (laneKeyName: string): string => laneKeyName.replace(":lane:", ":serial:");

/** Counter: messages of one person on one local day (yyyy-mm-dd); lives two days (DAY_MS). Equal for every queue. */
export const userDayKey = (prefix: string, robotKey: string, userId: string, day: string): string =>
  `${prefix}:quota:${robotKey}:${userId}:${day}`;

/** Channel: ids of running jobs of the queue whose person has stopped them, as JSON. */
export const stopsChannel = (prefix: string, queue: QueueName): string => `${prefix}:stops:${queue}`;

/** Hash: an erasure is stopping somebody's messages; lives a minute. */
export const erasureKey = (prefix: string, id: string): string => `${prefix}:erasure:${id}`;

/** Counters of the current minute; the add script lets them expire with it. Equal for every queue. */
export const userWindowKey = (prefix: string, robotKey: string, userId: string): string =>
  `${prefix}:window:user:${robotKey}:${userId}`;

export const groupWindowKey = (prefix: string, robotKey: string, conversationId: string): string =>
  `${prefix}:window:group:${robotKey}:${conversationId}`;

export const globalWindowKey = (prefix: string): string => `${prefix}:window:global`;
