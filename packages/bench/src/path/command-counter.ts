import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** Stands between a service and Redis, changes nothing, and counts what the service sends: one round trip each. */
export interface CommandCounter extends AsyncDisposable {
  /** A redis:// URL for the service. */
  url: string;
  /** Commands by name since the last `reset`; what scripts do inside Redis is not among them. */
  counts(): ReadonlyMap<string, number>;
  reset(): void;
}

export async function startCommandCounter(redisUrl: string): Promise<CommandCounter> {
  const target = new URL(redisUrl);
  let counts = new Map<string, number>();
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const redis = connect(Number(target.port), target.hostname);
    const read = createCommandReader((name) => counts.set(name, (counts.get(name) ?? 0) + 1));
    client.on("data", read);
    client.pipe(redis).pipe(client);
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
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts: () => counts,
    reset() {
      counts = new Map();
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/**
 * Reads what a client sends (RESP arrays of bulk strings), in whatever pieces it comes, and tells each command's name:
 * https://redis.io/docs/latest/develop/reference/protocol-spec/
 */
export function createCommandReader(found: (name: string) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let command = readCommand(rest); command !== undefined; command = readCommand(rest)) {
      found(command.name.toUpperCase());
      rest = rest.subarray(command.length);
    }
  };
}

/** The first whole command of some bytes; undefined when more must come. */
function readCommand(bytes: Buffer): { name: string; length: number } | undefined {
  const head = numberLine(bytes, 0);
  if (head === undefined) return undefined;
  let at = head.next;
  let name = "";
  for (let part = 0; part < head.value; part += 1) {
    const size = numberLine(bytes, at);
    if (size === undefined || bytes.length < size.next + size.value + 2) return undefined;
    if (part === 0) name = bytes.toString("latin1", size.next, size.next + size.value);
    at = size.next + size.value + 2;
  }
  return { name, length: at };
}

/** `*3\r\n` or `$5\r\n`. */
function numberLine(bytes: Buffer, at: number): { value: number; next: number } | undefined {
  const end = bytes.indexOf("\r\n", at);
  return end < 0 ? undefined : { value: Number(bytes.toString("latin1", at + 1, end)), next: end + 2 };
}
