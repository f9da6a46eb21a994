import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { RunRecord } from "./message.ts";
import type { FromWorker, ToWorker } from "./worker-protocol.ts";

/** What became of a round. */
interface RoundResult {
  records: RunRecord[];
  cpuSeconds: number;
  /** Commands sent to Redis, each of which somebody waits for. */
  roundTrips: number;
}

/** Processes of workers that stay for the whole run and work one round after the other. */
export interface WorkerFleet extends AsyncDisposable {
  /** The first `count` processes start taking jobs. */
  open(count: number, options: Omit<Extract<ToWorker, { do: "open" }>, "do">): void;
  /** Resolves when so many jobs have ended. */
  finished(jobs: number): Promise<void>;
  close(): Promise<RoundResult>;
}

const program = fileURLToPath(new URL("worker-main.ts", import.meta.url));

export async function startFleet(size: number): Promise<WorkerFleet> {
  const children = Array.from({ length: size }, () => fork(program, { serialization: "advanced" }));
  await Promise.all(children.map(async (child) => heard(child, "ready")));
  let open: ChildProcess[] = [];
  let done = new Map<ChildProcess, number>();
  let look: (() => void) | undefined;
  for (const child of children) {
    child.on("message", (message: FromWorker) => {
      if (message.type !== "progress") return;
      done.set(child, message.done);
      look?.();
    });
  }
  return {
    open(count, options) {
      open = children.slice(0, count);
      done = new Map();
      for (const child of open) child.send({ do: "open", ...options } satisfies ToWorker);
    },
    async finished(jobs) {
      const { promise, resolve } = Promise.withResolvers<void>();
      look = () => {
        if ([...done.values()].reduce((sum, each) => sum + each, 0) >= jobs) resolve();
      };
      look();
      await promise;
    },
    async close() {
      const closed = open.map(async (child) => heard(child, "closed"));
      for (const child of open) child.send({ do: "close" } satisfies ToWorker);
      const results = await Promise.all(closed);
      const sum = (field: "cpuSeconds" | "roundTrips"): number =>
        results.reduce((total, result) => total + result[field], 0);
      return {
        records: results.flatMap(({ records }) => records),
        cpuSeconds: sum("cpuSeconds"),
        roundTrips: sum("roundTrips"),
      };
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(children.map(end));
    },
  };
}

async function heard<T extends FromWorker["type"]>(
  child: ChildProcess,
  type: T,
): Promise<Extract<FromWorker, { type: T }>> {
  return new Promise((resolve, reject) => {
    const listen = (message: FromWorker): void => {
      if (message.type !== type) return;
      child.off("message", listen);
      child.off("exit", fail);
      resolve(message as Extract<FromWorker, { type: T }>);
    };
    const fail = (code: number | null): void => reject(new Error(`a worker process ended with ${code}`));
    child.on("message", listen);
    child.once("exit", fail);
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => {
    child.once("exit", resolve);
  });
  child.disconnect();
  await ended;
}
