import { writeSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { destination } from "pino";
import { ConfigError } from "./config/config-error.ts";
import type { ConfigProblem } from "./config/config-problem.ts";
import type { Config } from "./config/config.ts";
import { describeProblems } from "./config/describe-problems.ts";
import { loadConfig, type LoadedConfig } from "./config/load-config.ts";
import { changedAtMs, readFile } from "./config/read-disk.ts";
import { secretsIn } from "./config/secrets-in.ts";
import { createServiceContext } from "./lifecycle/create-service-context.ts";
import { createServiceLife } from "./lifecycle/create-service-life.ts";
import type { Host, ServiceContext } from "./lifecycle/service-context.ts";
import { shrinkHeap } from "./lifecycle/shrink-heap.ts";
import { createLogger } from "./logging/create-logger.ts";

/** sysexits.h: EX_CONFIG. A supervisor need not try again. */
const EXIT_CONFIG = 78;
const STDOUT = 1;
const STDERR = 2;
const BROKEN_PIPE_GRACE_MS = 10;

export interface ServiceDefinition {
  /** Name in logs and metrics: "ingress", "chat-worker". */
  name: string;
  /** What this service cannot do without. Presence only; the schema has checked every value before. */
  demands?: (config: Config) => ConfigProblem[];
  /** Opens and starts everything; resolves when the service is up. */
  start: (context: ServiceContext) => Promise<void>;
  /** Bound of the shutdown, for a service that waits for others to drain (`config.shutdownTimeoutMs`). */
  shutdownTimeoutMs?: (config: Config) => number;
  /** Where log lines go instead of standard output. */
  logTo?: (host: Host, config: Config) => { write: (line: string) => void };
}

const now = (): number => performance.now();

/** @throws {ConfigError} */
function loadAll({ demands }: ServiceDefinition): LoadedConfig {
  const loaded = loadConfig(process.env, readFile, changedAtMs);
  const problems = demands?.(loaded.config) ?? [];
  if (problems.length > 0) throw new ConfigError(problems, loaded.warnings);
  return loaded;
}

/**
 * Runs a service until it is told to stop. The only code of the project that reads the environment, listens to signals and
 * ends the process. Exit codes: 0 stopped in order, 1 failed or was cut off, 78 the configuration is wrong.
 */
export function runService(service: ServiceDefinition): void {
  try {
    run(service, loadAll(service));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    // Synchronous, because process.exit does not wait for a pipe.
    writeSync(STDERR, describeProblems(service.name, error.problems, error.warnings));
    process.exit(EXIT_CONFIG);
  }
}

function run(service: ServiceDefinition, { config, warnings, base }: LoadedConfig): void {
  // Asynchronous, so that a slow reader of the log cannot stall the event loop; flushed before every exit.
  const stdout = destination({ fd: STDOUT, sync: false });
  const host: Host = {
    execPath: process.execPath,
    env: process.env,
    print: (text) => void stdout.write(text),
  };
  const log = createLogger(
    { service: service.name, level: config.logLevel, secrets: secretsIn(config) },
    service.logTo?.(host, config) ?? stdout,
  );
  const life = createServiceLife({
    log,
    timeoutMs: service.shutdownTimeoutMs?.(config) ?? config.shutdownTimeoutMs,
    now,
    exit(code) {
      // On a pipe whose reader has died flushSync tries for ever (sonic-boom 4), unless the write under way has failed
      // before and pino has muted the stream: that failure is given the time to be heard.
      setTimeout(() => {
        stdout.flushSync();
        process.exit(code);
      }, BROKEN_PIPE_GRACE_MS);
    },
  });

  process.on("SIGTERM", (signal) => life.stop(signal));
  process.on("SIGINT", (signal) => life.stop(signal));
  process.on("uncaughtException", (error) => life.crash(error, "uncaughtException"));
  process.on("unhandledRejection", (reason) => life.crash(reason, "unhandledRejection"));

  for (const warning of warnings) log.warn(warning);
  const context = createServiceContext({
    service: service.name,
    config,
    configBase: base,
    log,
    life,
    host,
    now,
  });
  shrinkHeap()
    .then(() => service.start(context))
    .then(
      () => log.info({ node: process.version }, "started"),
      (error: unknown) => life.failStart(error),
    );
}
