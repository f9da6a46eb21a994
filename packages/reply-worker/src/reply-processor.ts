import type { ComposedReply, ReplyOnce } from "@dinglane/delivery";
import { GiveUp, Postpone, type Job, type Task } from "@dinglane/jobs";
import { ModelError } from "@dinglane/llm";

/** Who sends for a message holds the right to for 12 s at a time. */
const TAKEN_RETRY_MS = 12_000;

/** What a use case needs of the attempt it is a part of. */
export interface Attempt extends Pick<Task, "signal" | "serialKey"> {
  /** Questions that its asker has left for the day; absent where no day's quota holds. */
  leftToday?: number | undefined;
}

/** What a use case needs of it that speaks to its user before the reply. */
export type RunningAttempt = Attempt & Pick<Task, "receiptKey" | "lock" | "isLastAttempt">;

/**
 * Makes a use case a processor: it replies once, and every way in which that fails becomes either another attempt
 * (what may pass) or the end of the job (what cannot). Sending has its own budget, which ends with the reply window:
 * while DingTalk cannot take a committed reply, the job waits in its place and spends no attempt.
 */
export function createReplyProcessor<J extends Job>(
  replyOnce: ReplyOnce,
  compose: (job: J, attempt: RunningAttempt) => Promise<ComposedReply>,
): (task: Task<J>) => Promise<string> {
  return async (task) => {
    const result = await replyOnce({
      key: task.receiptKey,
      lock: task.lock,
      signal: task.signal,
      compose: async ({ leftToday }) => composeOrGiveUp(() => compose(task.payload, { ...task, leftToday })),
    });
    switch (result.status) {
      case "taken":
        throw new Postpone("reply_taken", TAKEN_RETRY_MS);
      case "postponed":
        throw new Postpone(result.code, result.retryAfterMs, { cause: result.cause });
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
