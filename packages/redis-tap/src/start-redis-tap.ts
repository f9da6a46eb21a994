import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { createCommandReader, type RedisCommand } from "./read-commands.ts";

/** Stands between a process and Redis. */
export interface RedisTap extends AsyncDisposable {
  /** REDIS_URL for the process: the same database, by way of loopback. */
  url: string;
}

/** Both ends of one connection, to write to. */
export interface TappedConnection {
  toRedis: (bytes: Buffer) => void;
  toProcess: (bytes: Buffer) => void;
}

/** Gets what passes on one connection; what it does not write to the other end does not arrive. */
interface Listener {
  onCommand: (command: RedisCommand) => void;
  /** Bytes as they come: parts of answers, one answer or several. */
  onAnswer: (bytes: Buffer) => void;
}

export async function startRedisTap(
  redisUrl: string,
  listen: (connection: TappedConnection) => Listener,
): Promise<RedisTap> {
  const target = new URL(redisUrl);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const redis = connect(Number(target.port), target.hostname);
    const { onCommand, onAnswer } = listen({
      toRedis: (bytes) => void redis.write(bytes),
      toProcess: (bytes) => void client.write(bytes),
    });
    const read = createCommandReader();
    client.on("data", (chunk: Buffer) => read(chunk).forEach(onCommand));
    redis.on("data", onAnswer);
    for (const socket of [client, redis]) {
      sockets.add(socket);
      // Either end takes the other with it; who is cut off is told by its own connection.
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
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
