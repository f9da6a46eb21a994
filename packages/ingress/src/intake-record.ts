import type { Logger } from "@dinglane/runtime";
import { asksForGroupId } from "./asks-for-group-id.ts";
import type { CallbackResult } from "./callback-handler.ts";
import type { IntakeMetrics } from "./intake-metrics.ts";

/**
 * Creates what writes down every callback: one line and one count. Ids only: no text, no nick, no webhook, and
 * of an error only what its class says.
 */
export function createIntakeRecord(
  log: Pick<Logger, "info" | "error">,
  metrics: IntakeMetrics,
): (result: CallbackResult, startedAtMs: number) => void {
  return (result, startedAtMs) => {
    const ackMs = performance.now() - startedAtMs;
    metrics.observe(result.outcome, result.reason, ackMs / 1000);

    const message = "message" in result ? result.message : undefined;
    const line = {
      msgId: message?.msgId,
      robotKey: message?.robotKey,
      outcome: result.outcome,
      reason: result.reason === "" ? undefined : result.reason,
      conversationId: message !== undefined && asksForGroupId(message) ? message.conversation.id : undefined,
      detail: "detail" in result ? result.detail : undefined,
      ms: Math.round(ackMs * 10) / 10,
    };
    if (result.outcome === "unavailable") log.error({ ...line, err: result.cause }, "message not taken");
    else log.info(line, "message");
  };
}
