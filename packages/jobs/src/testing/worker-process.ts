import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import type { AnswerMessage } from "../payload/chat-jobs.ts";
import type { Task } from "../task.ts";
import { startWorker } from "../worker.ts";
import { PREFIX, silentLog } from "./lab-constants.ts";

/** A worker process to be killed: `node worker-process.ts <redis url> <ms per message>`. */
const [url = "", takesMs = "0"] = process.argv.slice(2);
const redis = new Redis(url, { maxRetriesPerRequest: null });
const other = async (): Promise<void> => undefined;

startWorker({
  queue: "chat",
  redis: redis.duplicate({ maxRetriesPerRequest: null }),
  prefix: PREFIX,
  concurrency: 10,
  processors: {
    "answer-message": async ({ payload, lock }: Task<AnswerMessage>) => {
      await redis.rpush("started", payload.msgId);
      await sleep(Number(takesMs));
      // As the commit script does: whoever lost the lock ends nothing.
      if ((await redis.get(lock.key)) === lock.token)
        await redis.rpush(`ended:${payload.user.id}`, payload.msgId);
    },
    "reset-session": other,
    "switch-mode": other,
    "show-help": other,
  },
  log: silentLog,
  now: Date.now,
  timing: { lockMs: 800, stalledCheckMs: 200, runRetryMs: 100 },
});
