import type { Router } from "express";
import type { Redis } from "ioredis";
import type { Logger } from "pino";
import type { Registry } from "prom-client";
import type { ConfigBase } from "../config/config-base.ts";
import type { Config } from "../config/config.ts";
import type { RedisRole } from "../redis/redis-options.ts";

/** What `runService` hands to a service's `start`: all that a process needs to be one. */
export interface ServiceContext {
  /** As at the start; `startLiveConfig` follows what changes. */
  readonly config: Config;
  /** What it was made from, to lay live settings over. */
  readonly configBase: ConfigBase;
  readonly log: Logger;
  /** prom-client registry with the default metrics and the label `service`. */
  readonly metrics: Registry;
  /** Aborted the moment shutdown begins. */
  readonly stopping: AbortSignal;
  /** Begins the ordered shutdown from inside, as SIGTERM does from outside, and ends with this exit code. */
  shutDown: (exitCode: number) => void;
  /** What a launcher needs of the process to start others; a service has no use for it. */
  readonly host: Host;
  /**
   * Opens a connection that is watched (outages, readiness) and closed at shutdown. Returns at once, connected or not.
   * Another address than `redis_url` is for the doctor alone.
   */
  connectRedis: (role: RedisRole, url?: string) => Redis;
  /** Registers what must be released at shutdown. The last registered is released first. */
  onShutdown: (name: string, release: () => Promise<void>) => void;
  /** `/readyz` answers 503 while any check rejects or takes longer than a second. */
  addReadinessCheck: (name: string, check: () => Promise<void>) => void;
  /** GET /healthz, /readyz and /metrics, for a service with an HTTP server of its own. */
  readonly probes: Router;
  /** The same three on `health_port`. Resolves with the port; the server outlives every other release. */
  startProbeServer: () => Promise<number>;
}

/** The process as `runService` found it. */
export interface Host {
  /** The Node that runs us. */
  readonly execPath: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Writes to standard output as it is: for words to a person at a console, never for logs. */
  print: (text: string) => void;
}
