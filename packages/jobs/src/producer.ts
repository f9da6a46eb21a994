import type { Redis } from "ioredis";
import type { AddOutcome } from "./add-outcome.ts";
import type { Job } from "./job.ts";
import type { QueueName } from "./queue-name.ts";

export interface NewJob {
  queue: QueueName;
  job: Job;
  /** The person's line to this robot; the queue is added by the producer, so chat and image lanes are apart. */
  lane: string;
  /** The ledger's hash for this message: written by the add script, and what it looks at for duplicates. */
  receipt: { key: string; fields: Record<string, string>; ttlSeconds: number };
}

export interface JobProducer {
  /** @throws ZodError for a payload that does not parse, Redis' error when the job could not be stored. */
  add(job: NewJob): Promise<AddOutcome>;
}

export interface ProducerOptions {
  redis: Redis;
  prefix: string;
  /** Attempts and the first pause between them; for tests. */
  retry?: { attempts: number; backoffMs: number };
}

export function createProducer(_options: ProducerOptions): JobProducer {
  throw new Error("not built yet");
}
