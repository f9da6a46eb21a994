import type { CallbackSecret } from "@dinglane/dingtalk";
import type { Intake, IntakeResult } from "./intake.ts";
import type { StreamNotices } from "./stream-notices.ts";

export interface TakeStreamMessageOptions {
  intake: Intake;
  notices: Pick<StreamNotices, "answered" | "refused" | "unavailable">;
  /** Told of every message once it is decided on. */
  record: (result: IntakeResult, startedAtMs: number) => void;
  /** The credential whose connection it is: DingTalk vouches for it, and for no other robot's messages. */
  signedBy: CallbackSecret;
}

/**
 * Creates what takes messages off a robot's stream connections. "taken" is acknowledged: the job is in Redis, or
 * there is none to be made. "not_taken" lets DingTalk try again, if it does.
 */
export function createTakeStreamMessage({
  intake,
  notices,
  record,
  signedBy,
}: TakeStreamMessageOptions): (json: string) => Promise<"taken" | "not_taken"> {
  return async (json) => {
    const startedAtMs = performance.now();
    const result = await intake(json, signedBy);
    record(result, startedAtMs);
    const { message } = result;
    if (result.outcome === "unavailable") {
      if (message !== undefined) notices.unavailable(message, result.reply);
      return "not_taken";
    }
    if (result.outcome === "carried_out" && message !== undefined) notices.answered(message, result.reply);
    if (result.outcome === "refused" && message !== undefined) {
      notices.refused(message, result.reason, result.reply);
    }
    return "taken";
  };
}
