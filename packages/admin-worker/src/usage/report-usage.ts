import type { CallBudget, ComposedReply } from "@dinglane/delivery";
import type { ReportUsage } from "@dinglane/jobs";
import type { Attempt, WriteReply } from "@dinglane/reply-worker";
import type { UsageReport } from "@dinglane/usage";
import type { AskBalance } from "./ask-balance.ts";
import { replies, type Pricing } from "./replies.ts";

/** Creates the use case of 余额: what this bot has used, what it cost, and what is left where that can be learnt. */
export function createReportUsage(deps: {
  readUsage: () => Promise<UsageReport>;
  budget: Pick<CallBudget, "standing">;
  askBalance: AskBalance;
  pricing: Pricing;
  write: WriteReply;
}) {
  return async (_job: ReportUsage, { signal }: Attempt): Promise<ComposedReply> => {
    const [usage, budget, balance] = await Promise.all([
      deps.readUsage(),
      deps.budget.standing(),
      deps.askBalance(signal),
    ]);
    signal.throwIfAborted();
    return { reply: await deps.write(replies.report({ usage, budget, balance }, deps.pricing)), effects: [] };
  };
}
