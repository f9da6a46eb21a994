import { Redis } from "ioredis";

/** Which Redis answers on a loopback port, if one does; without a limit it is given all the time that it takes. */
export async function runIdAt(port: number, timeoutMs?: number): Promise<string | undefined> {
  const redis = new Redis(port, "127.0.0.1", {
    lazyConnect: true,
    retryStrategy: () => null,
    ...(timeoutMs !== undefined && { connectTimeout: timeoutMs, commandTimeout: timeoutMs }),
  });
  redis.on("error", () => undefined);
  try {
    await redis.connect();
    return /^run_id:(\w+)/m.exec(await redis.info("server"))?.[1];
  } catch {
    // Nobody there, or somebody else's Redis with a password: not ours in either case.
    return undefined;
  } finally {
    redis.disconnect();
  }
}
