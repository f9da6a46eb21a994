import { createLocalDay, GiveUp, type Processors } from "@dinglane/jobs";
import type { ReplyRoad } from "@dinglane/reply-worker";
import type { Config, Logger } from "@dinglane/runtime";
import { createInspectCertificate } from "./certificate/inspect-certificate.ts";
import { readCertificate } from "./certificate/read-certificate.ts";
import { createFindDomain } from "./domain/find-domain.ts";
import { createLookUpDomain } from "./domain/look-up-domain.ts";
import { createRdapClient } from "./domain/rdap-client.ts";
import { createPublicExchange, createWhoisClient } from "./domain/whois-client.ts";

/** Wires the configuration to the use cases: one processor per kind of job on the admin queue. */
export function createProcessors(options: {
  config: Config;
  road: ReplyRoad;
  log: Logger;
}): Processors<"admin"> {
  const { config, road, log } = options;
  const { write, now } = road;
  const dayOf = createLocalDay(config.timezone);

  const lookUpDomain = createLookUpDomain({
    findDomain: createFindDomain({
      askRdap: createRdapClient({ now, dayOf }),
      askWhois: createWhoisClient(createPublicExchange()),
    }),
    write,
    now,
    dayOf,
    log,
  });
  const inspectCertificate = createInspectCertificate({ read: readCertificate, write, now, dayOf, log });

  return {
    "report-usage": notYet,
    "report-status": notYet,
    "look-up-domain": road.processor(lookUpDomain),
    "inspect-certificate": road.processor(inspectCertificate),
    "find-transcripts": notYet,
    "erase-person": notYet,
    "change-settings": notYet,
  };
}

/** No ingress of this version sends such a job. */
async function notYet(): Promise<never> {
  return Promise.reject(new GiveUp("malformed_job"));
}
