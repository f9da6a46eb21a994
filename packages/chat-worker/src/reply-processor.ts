import type { ComposedReply, ReplyOnce } from "@dinglane/delivery";
import { GiveUp, type ChatJob, type Task } from "@dinglane/jobs";
import { ModelError } from "@dinglane/llm";
import { DeliveryPostponed } from "./delivery-postponed.ts";

/** Who sends for a message holds the right to for 12 s at a time. */
const TAKEN_RETRY_MS = 12_000;

/**
 * Makes a use case a processor: it replies once, and every way in which that fails becomes either another attempt
 * (what may pass) or the end of the job (what cannot).
 */
export function createReplyProcessor<Job extends ChatJob>(
  replyOnce: ReplyOnce,
  compose: (job: Job, signal: AbortSignal) => Promise<ComposedReply>,
): (task: Task<Job>) => Promise<string> {
  return async (task) => {
    const result = await replyOnce({
      key: task.receiptKey,
      lock: task.lock,
      compose: async () => composeOrGiveUp(() => compose(task.payload, task.signal)),
    });
    switch (result.status) {
      case "taken":
        throw new DeliveryPostponed("dingtalk_busy", TAKEN_RETRY_MS);
      case "postponed":
        throw new DeliveryPostponed(result.code, result.retryAfterMs, { cause: result.cause });
      case "undeliverable":
        throw new GiveUp(result.code, { cause: result.cause });
      case "forgotten":
        throw new GiveUp("ledger_entry_gone");
      case "delivered":
      case "stale":
      case "stopped":
        return result.status;
    }
  };
}

async function composeOrGiveUp(compose: () => Promise<ComposedReply>): Promise<ComposedReply> {
  try {
    return await compose();
  } catch (error) {
    if (error instanceof ModelError && !error.retryable) throw new GiveUp(error.code, { cause: error });
    throw error;
  }
}
