import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { createCommandReader, type RedisCommand } from "./read-commands.ts";

/** A place between two steps of a process: before Redis gets a command, or after, when its answer is on the way. */
export interface DeathPoint {
  side: "before" | "after";
  isAt: (words: readonly string[]) => boolean;
}

/** Stands between one process and Redis until the process has come to its point: then nothing passes any more. */
export interface DeathPointProxy extends AsyncDisposable {
  /** REDIS_URL for the process. */
  url: string;
  /**
   * Resolves when the process is at its point. It hears nothing of Redis from here on, so it goes no further.
   */
  reached: Promise<void>;
}

export async function startDeathPoint(redisUrl: string, point: DeathPoint): Promise<DeathPointProxy> {
  const target = new URL(redisUrl);
  const sockets = new Set<Socket>();
  const reached = Promise.withResolvers<void>();
  /** Undefined as long as all passes; then what does not, in case that the point was none. */
  let held: (() => void)[] | undefined;
  const pass = (write: () => void): void => {
    if (held === undefined) write();
    else held.push(write);
  };

  const server = createServer((client) => {
    const redis = connect(Number(target.port), target.hostname);
    const read = createCommandReader();
    let isDying = false;

    function take({ words, bytes }: RedisCommand): void {
      if (held !== undefined || !point.isAt(words)) return pass(() => redis.write(bytes));
      if (point.side === "after") redis.write(bytes);
      else reached.resolve();
      isDying = true;
      held = [];
    }
    function takeAnswer(chunk: Buffer): void {
      pass(() => client.write(chunk));
      if (!isDying || point.side === "before") return;
      if (!chunk.includes("-NOSCRIPT")) return reached.resolve();
      // It was not carried out: the script will be sent whole.
      isDying = false;
      const passed = held ?? [];
      held = undefined;
      for (const write of passed) write();
    }

    client.on("data", (chunk: Buffer) => read(chunk).forEach(take));
    redis.on("data", takeAnswer);
    for (const socket of [client, redis]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        client.destroy();
        redis.destroy();
        sockets.delete(socket);
      });
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");

  const url = new URL(redisUrl);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    reached: reached.promise,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
