import type { RunRecord } from "./message.ts";
import type { QueueKind } from "./queue-kind.ts";

/** What a process of workers is told. */
export type ToWorker =
  | { do: "open"; url: string; kind: QueueKind; concurrency: number; workMs: number }
  | { do: "close" };

/** What it tells. */
export type FromWorker =
  | { type: "ready" }
  | { type: "progress"; done: number }
  | { type: "closed"; records: RunRecord[]; cpuSeconds: number; roundTrips: number };
