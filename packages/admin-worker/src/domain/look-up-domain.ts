import type { ComposedReply } from "@dinglane/delivery";
import type { LookUpDomain } from "@dinglane/jobs";
import type { Attempt, WriteReply } from "@dinglane/reply-worker";
import { parseHost } from "../parse-host.ts";
import type { FindDomain } from "./find-domain.ts";
import { replies } from "./replies.ts";

const TIMEOUT_MS = 15_000;
const DAY_MS = 24 * 60 * 60 * 1000;

export interface LookUpDomainDeps {
  findDomain: FindDomain;
  write: WriteReply;
  now: () => number;
  /** The local day of an instant. */
  dayOf: (epochMs: number) => string;
  log: { warn(fields: object, message: string): void };
}

/** Creates the use case of #域名: when a domain was registered, until when, and with whom. */
export function createLookUpDomain({ findDomain, write, now, dayOf, log }: LookUpDomainDeps) {
  async function words(text: string, signal: AbortSignal): Promise<string> {
    const named = parseHost(text);
    if (named?.kind !== "name") return replies.noDomain;
    const finding = await findDomain(named.host, AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]));
    // A worker that has to stop knows nothing about the domain.
    signal.throwIfAborted();
    switch (finding.status) {
      case "found": {
        const { expiresOn } = finding.record;
        const leftMs = expiresOn === undefined ? 0 : Date.parse(expiresOn) - Date.parse(dayOf(now()));
        return replies.record(finding.domain, finding.record, Math.round(leftMs / DAY_MS));
      }
      case "free":
        return replies.free(finding.domain);
      case "no_service":
        return replies.noService(finding.domain);
      case "failed":
        log.warn({ err: new AggregateError(finding.causes) }, "a domain could not be looked up");
        return replies.failed(finding.domain);
    }
  }

  return async (job: LookUpDomain, { signal }: Attempt): Promise<ComposedReply> => ({
    reply: await write(await words(job.domain, signal)),
    effects: [],
  });
}
