import { DatabaseSync } from "node:sqlite";
import { workerData } from "node:worker_threads";
import { z } from "zod";

const { file, timeoutMs } = z.object({ file: z.string(), timeoutMs: z.number() }).parse(workerData);

const database = new DatabaseSync(file, { timeout: timeoutMs });
try {
  database.exec("vacuum");
  // The log holds old pages too. It stays where a reader is busy with it, who is asked again by the next erasure.
  database.exec("pragma wal_checkpoint(truncate)");
} finally {
  database.close();
}
