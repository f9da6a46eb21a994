import { checkRedis } from "@dinglane/local-redis";
import { RedisContainer } from "@testcontainers/redis";
import { getContainerRuntimeClient } from "testcontainers";

const image = "redis:7-bookworm";
/** Long enough for a slow registry, short enough for a machine whose network swallows packets. */
const startTimeoutMs = 90_000;
const checkTimeoutMs = 5_000;

/** A Redis in a container; undefined, with a printed note, where no engine answers or it cannot get the image. */
export async function startRedisContainer(
  databases: number,
  say: (line: string) => void,
): Promise<{ url: string; stop(): Promise<void> } | undefined> {
  try {
    await getContainerRuntimeClient();
  } catch {
    // No engine is the normal case on a plain machine, and the caller has another way: nothing to report.
    return undefined;
  }
  const starting = new RedisContainer(image)
    // Official images leave protected mode off themselves; one built from a distribution's package does not.
    .withCommand(["redis-server", "--bind", "0.0.0.0", "--protected-mode", "no", ...testSettings(databases)])
    .start();
  try {
    const container = await withTimeout(starting, startTimeoutMs);
    const url = container.getConnectionUrl();
    await checkRedis(url, checkTimeoutMs);
    return {
      url,
      stop: async () => {
        await container.stop();
      },
    };
  } catch (error) {
    say(
      `A container engine answers, but ${image} could not be started; using a Redis of this machine. ${String(error)}`,
    );
    // One that comes up after all, or that came up and does not answer, would be left running.
    starting.then((late) => late.stop()).catch(() => undefined);
    return undefined;
  }
}

function testSettings(databases: number): string[] {
  return ["--databases", String(databases), "--save", "", "--appendonly", "no"];
}

async function withTimeout<T>(promise: Promise<T>, timeoutMs: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
