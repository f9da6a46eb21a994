import type { ComposedReply } from "@dinglane/delivery";
import { runChecks, type Check } from "@dinglane/doctor";
import type { QueueName, ReportStatus } from "@dinglane/jobs";
import type { Attempt, WriteReply } from "@dinglane/reply-worker";
import type { QueueStanding } from "./read-queues.ts";
import { replies } from "./replies.ts";

const CHECK_TIMEOUT_MS = 8_000;

/** Creates the use case of 状态: what waits and who works, and what the doctor sees from this process. */
export function createReportStatus(deps: {
  readQueues: () => Promise<{ queue: QueueName; standing: QueueStanding | undefined }[]>;
  checks: () => Promise<readonly Check[]>;
  /** Takes secrets out, should a finding hold one all the same. */
  hideSecrets: (text: string) => string;
  write: WriteReply;
  /** Monotonic ms. */
  elapsedMs: () => number;
}) {
  const { elapsedMs } = deps;
  return async (_job: ReportStatus, { signal }: Attempt): Promise<ComposedReply> => {
    const [queues, report] = await Promise.all([
      deps.readQueues(),
      deps
        .checks()
        .then((checks) => runChecks(checks, { clock: { elapsedMs }, timeoutMs: CHECK_TIMEOUT_MS })),
    ]);
    signal.throwIfAborted();
    return { reply: await deps.write(deps.hideSecrets(replies.report(queues, report))), effects: [] };
  };
}
