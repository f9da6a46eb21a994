import {
  raw2NextJobData,
  RedisQueueBackend,
  type IRedisTransaction,
  type KeepJobs,
  type MinimalJob,
  type RedisClient,
} from "bullmq";
import type { Redis } from "ioredis";
import type { AddOutcome } from "../add-outcome.ts";
import { addArguments, parseAddAnswer } from "./add-arguments.ts";
import { finishArguments, type JobEnd } from "./finish-arguments.ts";
import type { LaneEntry } from "./lane-entry.ts";
import { LaneError } from "./lane-error.ts";
import type { LaneKeys } from "./lane-keys.ts";
import type { LaneQueue } from "./lane-queue.ts";
import type { LaneScriptName, LaneScripts } from "./load-lane-scripts.ts";
import { REFUSED_SCRIPTS } from "./refused-scripts.ts";
import { runScript, type ScriptArgument } from "./run-script.ts";
import { createSweep, healLanes } from "./sweep-lanes.ts";
import { type OutageOptions, watchOutages } from "./watch-outages.ts";

export type BullmqParts = ConstructorParameters<typeof RedisQueueBackend>;

type ScriptArguments = readonly (ScriptArgument | undefined)[];

type Finished = ReturnType<RedisQueueBackend["moveToCompleted"]>;

/**
 * BullMQ's Redis backend with lanes: add, finish, remove and retry are scripts of ours, one EVALSHA each. All else
 * (locks, stalled jobs, attempts with backoff) is BullMQ's, and keeps a job's place in its lane because only those four
 * touch lanes. Where BullMQ's scripts fetch a job, a line before them sees to it that nobody is passed for too long.
 */
export class FusedBackend extends RedisQueueBackend implements LaneQueue {
  protected readonly redis: Redis;
  protected readonly laneKeys: LaneKeys;
  readonly #scripts: LaneScripts;
  readonly #waiting: Redis | undefined;
  readonly #lockMs: number;
  readonly #sweep: () => Promise<number>;
  readonly #settled: () => boolean;
  /** Known from the last take: nothing waits, and the next job is due then (epoch ms, 0 when none is). */
  #nothingUntil: number | undefined;

  constructor(
    bullmq: BullmqParts,
    lanes: {
      redis: Redis;
      /** A worker's second connection, on which it waits for jobs. */
      waiting: Redis | undefined;
      keys: LaneKeys;
      scripts: LaneScripts;
      /** How long a worker that goes on to its next job holds that one. */
      lockMs: number;
      /** For workers, which look for stalled jobs. */
      settle: OutageOptions | undefined;
    },
  ) {
    super(...bullmq);
    this.redis = lanes.redis;
    this.laneKeys = lanes.keys;
    this.#scripts = lanes.scripts;
    this.#waiting = lanes.waiting;
    this.#lockMs = lanes.lockMs;
    this.#sweep = createSweep(lanes.redis, lanes.scripts, lanes.keys);
    this.#settled = lanes.settle === undefined ? () => true : watchOutages(lanes.redis, lanes.settle);
  }

  async addToLane(entry: LaneEntry): Promise<AddOutcome> {
    const outcome = await this.#add(entry);
    if (outcome.status !== "refused" || outcome.bound !== "lane_limit") return outcome;
    // A lane may be full of what is no more (a job deleted by hand): look before turning somebody away. What dropped
    // out is left to the sweep: a flood of refusals must stay cheap, however many wait.
    const lanes = [this.laneKeys.lane(entry.lane)];
    const { healed } = await healLanes(this.redis, this.#scripts, this.laneKeys, lanes, { andLost: false });
    return healed > 0 ? this.#add(entry) : outcome;
  }

  async #add(entry: LaneEntry): Promise<AddOutcome> {
    const { keys, args } = addArguments(this.laneKeys, entry);
    return parseAddAnswer(await runScript(this.redis, this.#scripts.add, keys, args), entry.jobId);
  }

  sweep(): Promise<number> {
    return this.#sweep();
  }

  /** Whether commands get through at this moment. */
  isConnected(): boolean {
    return this.redis.status === "ready";
  }

  /** Ends the second connection at once. BullMQ's own ways to do that wait until Redis has been reached. */
  stopWaiting(): void {
    this.#waiting?.disconnect();
  }

  override async moveToCompleted<T, R, N extends string>(
    job: MinimalJob<T, R, N>,
    returnValue: R,
    _keep: boolean | number | KeepJobs,
    token: string,
    fetchNext: boolean,
  ): Finished {
    // What is no JSON ("undefined") is stored as BullMQ stores it.
    const end = { state: "completed", returnValue: JSON.stringify(returnValue) ?? "null" } as const;
    return this.#finish(job, end, token, fetchNext);
  }

  override async moveToFailed<T, R, N extends string>(
    job: MinimalJob<T, R, N>,
    reason: string,
    _keep: boolean | number | KeepJobs,
    token: string,
    fetchNext: boolean,
    fields?: Record<string, unknown>,
  ): Finished {
    const stacktrace = fields?.["stacktrace"];
    const stored = typeof stacktrace === "string" ? stacktrace : "[]";
    return this.#finish(job, { state: "failed", reason, stacktrace: stored }, token, fetchNext);
  }

  /**
   * BullMQ asks for more as soon as it has been handed a job. Where that was the last one the answer is known, and is given once, to
   * whoever asks without having waited: that one goes on to wait for the marker, which every add sets.
   */
  override async moveToActive(token: string, name?: string): ReturnType<RedisQueueBackend["moveToActive"]> {
    const dueAt = this.#nothingUntil;
    this.#nothingUntil = undefined;
    return dueAt === undefined ? super.moveToActive(token, name) : raw2NextJobData([null, "", 0, dueAt]);
  }

  /** Whoever was woken has taken the marker, and must look: what an earlier take knew may be over. */
  override async waitForJob(blockTimeout: number): ReturnType<RedisQueueBackend["waitForJob"]> {
    try {
      return await super.waitForJob(blockTimeout);
    } finally {
      this.#nothingUntil = undefined;
    }
  }

  /**
   * An outage makes every lock run out that it outlasts, though all who hold them live. They are given the time to say what they have sent
   * before their jobs are taken for dead.
   */
  override async moveStalledJobsToWait(): ReturnType<RedisQueueBackend["moveStalledJobsToWait"]> {
    return this.#settled() ? super.moveStalledJobsToWait() : [];
  }

  async #take(keys: ScriptArguments, args: ScriptArguments): Promise<unknown> {
    const answer = await this.#run("take", keys, args);
    this.#nothingUntil = Array.isArray(answer) && answer.length > 4 ? Number(answer[4]) : undefined;
    return answer;
  }

  async #finish(job: MinimalJob, end: JobEnd, token: string, fetchNext: boolean): Finished {
    this.#nothingUntil = undefined;
    const finishedOn = Date.now();
    const { keys, args } = finishArguments(this.laneKeys, job, end, {
      token,
      nowMs: finishedOn,
      lockMs: this.#lockMs,
      fetchNext: fetchNext && this.closing === undefined,
    });
    const answer = await runScript(this.redis, this.#scripts.finish, keys, args);
    if (!Array.isArray(answer) && Number(answer) < 0) {
      throw this.finishedErrors({
        code: Number(answer),
        jobId: job.id ?? "",
        command: "moveToFinished",
        state: "active",
      });
    }
    return { result: raw2NextJobData(Array.isArray(answer) ? answer : []), finishedOn };
  }

  /** The one hook into BullMQ: every script of its backend passes here, KEYS first, then ARGV. */
  override execCommand(
    client: RedisClient | IRedisTransaction,
    command: string,
    args: (ScriptArgument | undefined)[],
  ): unknown {
    const { backlog, settings, debts, prefix } = this.laneKeys;
    const lanes = [backlog, settings, debts];
    if (REFUSED_SCRIPTS.has(command)) throw refusal(command);
    if (command === "moveToActive") return this.#take(args.slice(0, 11), args.slice(11));
    this.#nothingUntil = undefined;
    if (command === "moveToDelayed") return this.#run("pause", args.slice(0, 11), args.slice(11));
    if (command === "removeJob") return this.#run("remove", [...args.slice(0, 2), ...lanes], args.slice(2));
    if (command === "reprocessJob") {
      return this.#run("retry", [...args.slice(0, 9), ...lanes], [...args.slice(9), prefix]);
    }
    return super.execCommand(client, command, args);
  }

  /** BullMQ adds in bulk without awaiting the single adds, so their refusals would go unhandled. */
  override async addJobs(): Promise<string[]> {
    throw refusal("addJobs");
  }

  #run(name: LaneScriptName, keys: ScriptArguments, args: ScriptArguments): Promise<unknown> {
    const filled = [keys, args].map((list) => list.map((value) => value ?? ""));
    return runScript(this.redis, this.#scripts[name], filled[0] ?? [], filled[1] ?? []);
  }
}

function refusal(command: string): LaneError {
  return new LaneError("refused_on_lanes", `${command} would break the order of lanes or forge a message.`);
}
