import { createLocalDay, type Processors } from "@dinglane/jobs";
import { hideSecrets } from "@dinglane/doctor";
import { createModelFetch } from "@dinglane/llm";
import type { ReplyRoad } from "@dinglane/reply-worker";
import type { Config, ConfigBase, Logger } from "@dinglane/runtime";
import type { SettingsStore } from "@dinglane/settings";
import { createFormatTime, type TranscriptStore } from "@dinglane/transcripts";
import { createUsageReader } from "@dinglane/usage";
import { createInspectCertificate } from "./certificate/inspect-certificate.ts";
import { readCertificate } from "./certificate/read-certificate.ts";
import { createFindDomain } from "./domain/find-domain.ts";
import { createLookUpDomain } from "./domain/look-up-domain.ts";
import { createRdapClient } from "./domain/rdap-client.ts";
import { createPublicExchange, createWhoisClient } from "./domain/whois-client.ts";
import { createChangeSettings } from "./settings/change-settings.ts";
import { createTranscriptCommands } from "./transcripts/create-transcript-commands.ts";
import { createReportStatus } from "./status/report-status.ts";
import type { StatusSources } from "./status/start-status.ts";
import { createAskBalance } from "./usage/ask-balance.ts";
import { createReportUsage } from "./usage/report-usage.ts";

const BALANCE_TIMEOUT_MS = 5_000;

/** Wires the configuration to the use cases: one processor per kind of job on the admin queue. */
export function createProcessors(options: {
  config: Config;
  road: ReplyRoad;
  transcripts: TranscriptStore;
  status: StatusSources;
  settings: { store: SettingsStore; base: ConfigBase };
  log: Logger;
}): Processors<"admin"> {
  const { config, road, log } = options;
  const { write, now } = road;
  const dayOf = createLocalDay(config.timezone);

  const reportUsage = createReportUsage({
    readUsage: createUsageReader({ redis: road.redis, prefix: road.prefix, now, dayOf }),
    budget: road.dingtalk.budget,
    askBalance: createAskBalance({
      model: config.model,
      fetch: createModelFetch({ httpProxy: config.model.httpProxy, timeoutMs: BALANCE_TIMEOUT_MS }),
      log,
    }),
    pricing: config.pricing,
    write,
  });
  const reportStatus = createReportStatus({
    readQueues: options.status.readQueues,
    checks: async () => options.status.checks(config),
    hideSecrets: hideSecrets(config),
    write,
    elapsedMs: () => performance.now(),
  });
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

  const changeSettings = createChangeSettings({
    ...options.settings,
    timeOf: createFormatTime(config.timezone),
    write,
    now,
  });

  return {
    "report-usage": road.processor(reportUsage),
    "report-status": road.processor(reportStatus),
    "look-up-domain": road.processor(lookUpDomain),
    "inspect-certificate": road.processor(inspectCertificate),
    ...createTranscriptCommands({ config, road, store: options.transcripts, log }),
    "change-settings": road.processor(changeSettings),
  };
}
