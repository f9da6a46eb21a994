import { once } from "node:events";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import type { Redis } from "ioredis";

/** A command that has reached the database. */
interface SeenCommand {
  words: string[];
  /** Whether a script called it, or a client sent it. */
  by: "script" | "client";
}

/** `1795190569.845326 [34 127.0.0.1:50042] "GET" "k"`; in the place of the address, `lua` for what scripts call. */
const LINE = /^\+[\d.]+ \[(?<database>\d+) (?<source>\S+)\] (?<words>".*")$/;

/**
 * Tells each command that reaches this client's database from now on, on a socket of its own: the `monitor()` of
 * ioredis 6 fails when the first of them come together with the answer to MONITOR, as they do where other tests are busy.
 */
export async function openMonitor(
  redis: Redis,
  tell: (command: SeenCommand) => void,
): Promise<AsyncDisposable> {
  const { host = "127.0.0.1", port = 6379, db = 0 } = redis.options;
  const socket = connect(port, host);
  const answered = Promise.withResolvers<void>();
  socket.once("error", answered.reject);
  createInterface(socket).on("line", (line) => {
    if (line === "+OK") return answered.resolve();
    if (line.startsWith("-")) return answered.reject(new Error(line));
    const { database, source, words = "" } = LINE.exec(line)?.groups ?? {};
    if (Number(database) !== db) return;
    const by = source === "lua" ? "script" : "client";
    tell({ words: Array.from(words.matchAll(/"((?:[^"\\]|\\.)*)"/g), ([, word = ""]) => word), by });
  });
  socket.write("MONITOR\r\n");
  await answered.promise;
  return {
    async [Symbol.asyncDispose]() {
      socket.destroy();
      if (!socket.closed) await once(socket, "close");
    },
  };
}
