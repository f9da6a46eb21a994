import { Redis } from "ioredis";
import { LocalRedisError } from "./local-redis-error.ts";
import type { ProcessEnd } from "./guarded-process.ts";

export interface StartingServer {
  /** Where the server's own pid can be compared; undefined behind Docker. */
  pid: number | undefined;
  ended: Promise<ProcessEnd>;
  /** The end of what it printed. */
  output: () => string;
}

const retryMs = 25;

/**
 * Connects until this very Redis answers and has read its files.
 * @returns its run id, which tells it apart from any other server and from its own next start
 * @throws LocalRedisError `exited` when the process ends first, `not_ready` when it takes too long
 */
export async function waitUntilReady(
  url: string,
  server: StartingServer,
  timeoutMs: number,
): Promise<string> {
  const redis = new Redis(url, {
    lazyConnect: true,
    retryStrategy: () => retryMs,
    // A Redis that is still reading its append-only file answers LOADING; ioredis waits it out before "ready".
    maxRetriesPerRequest: null,
  });
  // Refused connections are the normal case here: the server is still starting.
  redis.on("error", () => undefined);
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(
      new LocalRedisError("not_ready", `Redis did not answer within ${timeoutMs} ms.\n${server.output()}`),
    );
  }, timeoutMs);
  const exited = server.ended.then(({ exitCode, error }): never => {
    const message = `Redis ended at once (exit code ${exitCode}).\n${server.output()}`;
    throw new LocalRedisError("exited", message, { cause: error });
  });
  exited.catch(() => undefined);
  try {
    redis.connect().catch(() => undefined);
    const info = await Promise.race([redis.info("server"), exited, late.promise]);
    // Somebody else was faster on this port: ours cannot bind it and is about to end.
    if (server.pid !== undefined && field(info, "process_id") !== String(server.pid)) {
      await Promise.race([exited, late.promise]);
    }
    return field(info, "run_id") ?? "";
  } finally {
    clearTimeout(timer);
    redis.disconnect();
  }
}

function field(info: string, name: string): string | undefined {
  return new RegExp(`^${name}:(.*?)\\r?$`, "m").exec(info)?.[1];
}
