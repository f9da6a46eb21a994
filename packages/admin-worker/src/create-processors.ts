import { GiveUp, type Processors } from "@dinglane/jobs";
import type { ReplyRoad } from "@dinglane/reply-worker";
import type { Config } from "@dinglane/runtime";

/** Wires the configuration to the use cases: one processor per kind of job on the admin queue. */
export function createProcessors(_options: { config: Config; road: ReplyRoad }): Processors<"admin"> {
  return {
    "report-usage": notYet,
    "report-status": notYet,
    "look-up-domain": notYet,
    "inspect-certificate": notYet,
    "find-transcripts": notYet,
    "erase-person": notYet,
    "change-settings": notYet,
  };
}

/** No ingress of this version sends such a job. */
async function notYet(): Promise<never> {
  return Promise.reject(new GiveUp("malformed_job"));
}
