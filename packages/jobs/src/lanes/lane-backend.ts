import {
  RedisQueueBackend,
  type FinishedPropValAttribute,
  type FinishedStatus,
  type IRedisTransaction,
  type KeepJobs,
  type MinimalJob,
  type RedisClient,
} from "bullmq";
import type { Redis } from "ioredis";
import type { AddOutcome } from "../add-outcome.ts";
import { addArguments, parseAddAnswer } from "./add-arguments.ts";
import { AddCall } from "./add-call.ts";
import { deleteLanes } from "./delete-lanes.ts";
import { failureCodeOf } from "./failure-code.ts";
import { jobJsonOf } from "./job-json.ts";
import type { LaneEntry } from "./lane-entry.ts";
import { LaneError } from "./lane-error.ts";
import type { LaneKeys } from "./lane-keys.ts";
import { laneOptionsOf } from "./lane-options.ts";
import type { LaneQueue } from "./lane-queue.ts";
import type { LaneScriptName, LaneScripts } from "./load-lane-scripts.ts";
import { finishedIds, isParked, unfinishedIds } from "./read-jobs.ts";
import { runScript, type ScriptArgument } from "./run-script.ts";
import { healLanes, sweepLanes } from "./sweep-lanes.ts";

export type BullmqParts = ConstructorParameters<typeof RedisQueueBackend>;

/** Scripts of BullMQ that would put a job past its lane's order, or change what a person wrote. */
const REFUSED = new Set([
  "addStandardJob",
  "addDelayedJob",
  "addPrioritizedJob",
  "addParentJob",
  "addJobScheduler",
  "updateJobScheduler",
  "updateData",
  "changeDelay",
  "changePriority",
  "moveJobsToWait",
]);

/**
 * BullMQ's Redis backend with lanes. Four of BullMQ's scripts run inside ours, in one EVALSHA each: add, finish,
 * remove and retry. All else (locks, stalled jobs, attempts with backoff) is BullMQ's, and keeps a job's place in
 * its lane because only those four touch lanes.
 */
export class LaneBackend extends RedisQueueBackend implements LaneQueue {
  readonly #redis: Redis;
  readonly #laneKeys: LaneKeys;
  readonly #scripts: LaneScripts;

  constructor(bullmq: BullmqParts, lanes: { redis: Redis; keys: LaneKeys; scripts: LaneScripts }) {
    super(...bullmq);
    this.#redis = lanes.redis;
    this.#laneKeys = lanes.keys;
    this.#scripts = lanes.scripts;
  }

  async addToLane(entry: LaneEntry): Promise<AddOutcome> {
    const outcome = await this.#add(entry);
    if (outcome.status !== "refused" || outcome.bound !== "lane_limit") return outcome;
    // A lane may be full of what is no more (a job deleted by hand): look before turning somebody away.
    const lane = this.#laneKeys.lane(entry.lane);
    const healed = await healLanes(this.#redis, this.#scripts, this.#laneKeys, [lane]);
    return healed > 0 ? this.#add(entry) : outcome;
  }

  async #add(entry: LaneEntry): Promise<AddOutcome> {
    const call = new AddCall((bullmqArgs) => {
      const { keys, args } = addArguments(this.#laneKeys, entry, bullmqArgs);
      return runScript(this.#redis, this.#scripts.add, keys, args);
    });
    const job = jobJsonOf(entry, this.#laneKeys.lane(entry.lane));
    await this.addJobToTransaction(call as unknown as RedisClient, job, entry.jobId);
    return parseAddAnswer(call.answer, entry.jobId);
  }

  sweep(): Promise<number> {
    return sweepLanes(this.#redis, this.#scripts, this.#laneKeys);
  }

  /** The one hook into BullMQ: every script of its backend passes here, KEYS first, then ARGV. */
  override execCommand(
    client: RedisClient | IRedisTransaction | AddCall,
    command: string,
    args: (ScriptArgument | undefined)[],
  ): unknown {
    const { backlog, settings, debts, prefix } = this.#laneKeys;
    const lanes = [backlog, settings, debts];
    if (client instanceof AddCall) return client.run(args.map((arg) => arg ?? ""));
    if (REFUSED.has(command)) throw refusal(command);
    if (command === "moveToFinished")
      return this.#run("finish", [...args.slice(0, 14), ...lanes], args.slice(14));
    if (command === "removeJob") return this.#run("remove", [...args.slice(0, 2), ...lanes], args.slice(2));
    if (command === "reprocessJob") {
      return this.#run("retry", [...args.slice(0, 9), ...lanes], [...args.slice(9), prefix]);
    }
    return super.execCommand(client, command, args);
  }

  /** Adds what the finish script needs beside BullMQ's own arguments. */
  override moveToFinishedArgs(
    job: MinimalJob,
    value: unknown,
    property: FinishedPropValAttribute,
    shouldRemove: boolean | number | KeepJobs | undefined,
    target: FinishedStatus,
    token: string,
    timestamp: number,
    fetchNext?: boolean,
    fields?: Record<string, unknown>,
  ): (string | number | boolean | Buffer)[] {
    const { lane = "", receipt = "" } = laneOptionsOf(job.opts);
    const code = target === "failed" ? failureCodeOf(String(value)) : "";
    return [
      ...super.moveToFinishedArgs(
        job,
        value,
        property,
        shouldRemove,
        target,
        token,
        timestamp,
        fetchNext,
        fields,
      ),
      code,
      token,
      lane,
      receipt,
    ];
  }

  /** BullMQ adds in bulk without awaiting the single adds, so their refusals would go unhandled. */
  override async addJobs(): Promise<string[]> {
    throw refusal("addJobs");
  }

  override async promote(jobId: string): Promise<void> {
    if (await isParked(this.#redis, this.toKey("delayed"), jobId)) {
      throw new LaneError("parked", "This message waits behind an earlier one of the same person.");
    }
    await super.promote(jobId);
  }

  /** One script per job: BullMQ's own would push them all past their lanes. Returns 1 while there may be more. */
  override async retryFinishedJobs(
    state: "failed" | "completed" = "failed",
    count = 1000,
    timestamp = Date.now(),
  ): Promise<number> {
    const ids = await finishedIds(this.#redis, this.toKey(state), { until: timestamp, count });
    for (const id of ids) {
      // BullMQ's step reads no more than these two of a job.
      const job = { id, opts: {} } as unknown as MinimalJob;
      await this.retryFinishedJob(job, state).catch(ignoreMissingJob);
    }
    return ids.length < count ? 0 : 1;
  }

  override async drain(delayed: boolean): Promise<void> {
    // The parked first: else each removal would let one of them in, to be started before its turn to be removed.
    const states = delayed ? ["delayed", "prioritized", "wait"] : ["prioritized", "wait"];
    for (const state of states) await this.cleanJobsByState(state, Number.MAX_SAFE_INTEGER);
  }

  override async cleanJobsByState(state: string, timestamp: number, limit = 0): Promise<string[]> {
    if (state === "completed" || state === "failed") return super.cleanJobsByState(state, timestamp, limit);
    const ids = await unfinishedIds(this.#redis, this.#laneKeys, { state, until: timestamp, limit });
    const removed = await Promise.all(ids.map((id) => this.remove(id, false)));
    await this.sweep();
    return ids.filter((_, index) => removed[index] === 1);
  }

  override async obliterate(opts: { force: boolean; count: number }): Promise<number> {
    const cursor = await super.obliterate(opts);
    if (cursor === 0) await deleteLanes(this.#redis, this.#laneKeys);
    return cursor;
  }

  #run(
    name: LaneScriptName,
    keys: readonly (ScriptArgument | undefined)[],
    args: readonly (ScriptArgument | undefined)[],
  ): Promise<unknown> {
    const filled = [keys, args].map((list) => list.map((value) => value ?? ""));
    return runScript(this.#redis, this.#scripts[name], filled[0] ?? [], filled[1] ?? []);
  }
}

function refusal(command: string): LaneError {
  return new LaneError("refused_on_lanes", `${command} would break the order of lanes or forge a message.`);
}

/** BullMQ's errors carry its numeric answer: -1 no such job, -3 not in that set (any more). */
function ignoreMissingJob(error: unknown): void {
  if (error instanceof Error && "code" in error && (error.code === -1 || error.code === -3)) return;
  throw error;
}
