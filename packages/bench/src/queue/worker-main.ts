import { setTimeout as sleep } from "node:timers/promises";
import { type AnswerMessage, startWorker, type Task } from "@dinglane/jobs";
import { Worker } from "bullmq";
import { Redis } from "ioredis";
import { preciseNow, type RunRecord } from "./message.ts";
import { BENCH_PREFIX, PLAIN_QUEUE, WORKER_OPTIONS } from "./queue-kind.ts";
import type { FromWorker, ToWorker } from "./worker-protocol.ts";

/* A process of workers: one round after the other, so that its code is as warm for the last as for the first. */

const REPORT_EVERY_MS = 10;
const other = async (): Promise<void> => undefined;
const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

let roundTrips = 0;
/** Every command but those of the connection that BullMQ waits on, which is idle while there is work. */
class CountingRedis extends Redis {
  override sendCommand(...args: Parameters<Redis["sendCommand"]>): ReturnType<Redis["sendCommand"]> {
    roundTrips += 1;
    return super.sendCommand(...args);
  }
}

let records: RunRecord[] = [];
let end = async (): Promise<void> => undefined;
let told = 0;
let cpuBefore = process.cpuUsage();

function tell(message: FromWorker): void {
  process.send?.(message);
}

const run =
  (workMs: number) =>
  async (payload: { msgId: string; question: { text: string } }): Promise<void> => {
    const startedAt = preciseNow();
    if (workMs > 0) await sleep(workMs);
    const [user = "", number] = payload.msgId.split("/");
    records.push([user, Number(number), Number.parseFloat(payload.question.text), startedAt, preciseNow()]);
  };

async function open({ url, kind, concurrency, workMs }: Extract<ToWorker, { do: "open" }>): Promise<void> {
  records = [];
  told = 0;
  roundTrips = 0;
  cpuBefore = process.cpuUsage();
  const redis: Redis = new CountingRedis(url, { maxRetriesPerRequest: null });
  const process_ = run(workMs);
  if (kind === "plain") {
    const worker = new Worker<Parameters<typeof process_>[0]>(
      PLAIN_QUEUE,
      async (job) => process_(job.data),
      {
        ...WORKER_OPTIONS,
        connection: redis,
        prefix: BENCH_PREFIX,
        concurrency,
      },
    );
    end = async () => {
      await worker.close();
      redis.disconnect();
    };
    return;
  }
  const worker = startWorker({
    queue: "chat",
    redis,
    prefix: BENCH_PREFIX,
    concurrency,
    processors: {
      "answer-message": async ({ payload }: Task<AnswerMessage>) => process_(payload),
      "reset-session": other,
      "switch-mode": other,
      "show-help": other,
    },
    log: silent,
    now: Date.now,
  });
  end = async () => {
    await worker.close({ timeoutMs: 5_000 });
    redis.disconnect();
  };
}

async function close(): Promise<void> {
  const { user, system } = process.cpuUsage(cpuBefore);
  const counted = roundTrips;
  await end();
  tell({ type: "closed", records, cpuSeconds: (user + system) / 1e6, roundTrips: counted });
}

setInterval(() => {
  if (records.length === told) return;
  told = records.length;
  tell({ type: "progress", done: told });
}, REPORT_EVERY_MS);

process.on("message", (message: ToWorker) => {
  if (message.do === "open") void open(message);
  else void close();
});
process.on("disconnect", () => process.exit(0));
tell({ type: "ready" });
