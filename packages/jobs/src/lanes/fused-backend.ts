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
import { failureCodeOf } from "./failure-code.ts";
import { jobJsonOf } from "./job-json.ts";
import type { LaneEntry } from "./lane-entry.ts";
import { LaneError } from "./lane-error.ts";
import type { LaneKeys } from "./lane-keys.ts";
import { laneOptionsOf } from "./lane-options.ts";
import type { LaneQueue } from "./lane-queue.ts";
import type { LaneScriptName, LaneScripts } from "./load-lane-scripts.ts";
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
export class FusedBackend extends RedisQueueBackend implements LaneQueue {
  protected readonly redis: Redis;
  protected readonly laneKeys: LaneKeys;
  readonly #scripts: LaneScripts;
  readonly #waiting: Redis | undefined;

  constructor(
    bullmq: BullmqParts,
    lanes: {
      redis: Redis;
      /** A worker's second connection, on which it waits for jobs. */
      waiting: Redis | undefined;
      keys: LaneKeys;
      scripts: LaneScripts;
    },
  ) {
    super(...bullmq);
    this.redis = lanes.redis;
    this.#waiting = lanes.waiting;
    this.laneKeys = lanes.keys;
    this.#scripts = lanes.scripts;
  }

  async addToLane(entry: LaneEntry): Promise<AddOutcome> {
    const outcome = await this.#add(entry);
    if (outcome.status !== "refused" || outcome.bound !== "lane_limit") return outcome;
    // A lane may be full of what is no more (a job deleted by hand): look before turning somebody away.
    const lane = this.laneKeys.lane(entry.lane);
    const healed = await healLanes(this.redis, this.#scripts, this.laneKeys, [lane]);
    return healed > 0 ? this.#add(entry) : outcome;
  }

  async #add(entry: LaneEntry): Promise<AddOutcome> {
    const call = new AddCall((bullmqArgs) => {
      const { keys, args } = addArguments(this.laneKeys, entry, bullmqArgs);
      return runScript(this.redis, this.#scripts.add, keys, args);
    });
    const job = jobJsonOf(entry, this.laneKeys.lane(entry.lane));
    await this.addJobToTransaction(call as unknown as RedisClient, job, entry.jobId);
    return parseAddAnswer(call.answer, entry.jobId);
  }

  sweep(): Promise<number> {
    return sweepLanes(this.redis, this.#scripts, this.laneKeys);
  }

  /** Whether commands get through at this moment. */
  isConnected(): boolean {
    return this.redis.status === "ready";
  }

  /** Ends the second connection at once. BullMQ's own ways to do that wait until Redis has been reached. */
  stopWaiting(): void {
    this.#waiting?.disconnect();
  }

  /** The one hook into BullMQ: every script of its backend passes here, KEYS first, then ARGV. */
  override execCommand(
    client: RedisClient | IRedisTransaction | AddCall,
    command: string,
    args: (ScriptArgument | undefined)[],
  ): unknown {
    const { backlog, settings, debts, prefix } = this.laneKeys;
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

  #run(
    name: LaneScriptName,
    keys: readonly (ScriptArgument | undefined)[],
    args: readonly (ScriptArgument | undefined)[],
  ): Promise<unknown> {
    const filled = [keys, args].map((list) => list.map((value) => value ?? ""));
    return runScript(this.redis, this.#scripts[name], filled[0] ?? [], filled[1] ?? []);
  }
}

function refusal(command: string): LaneError {
  return new LaneError("refused_on_lanes", `${command} would break the order of lanes or forge a message.`);
}
