import type { Logger } from "@dinglane/runtime";
import type { Intake } from "./intake.ts";

export interface StreamOptions {
  log: Pick<Logger, "error">;
  intake: Intake;
}

/** Stands where the stream client will: until then nobody shall believe that messages are being received. */
export function startStream({ log }: StreamOptions): void {
  log.error(
    "stream mode has no client yet, so no message will be received: set RUN_MODE=http and give DingTalk the callback address",
  );
}
