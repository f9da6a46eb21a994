import * as disk from "node:fs/promises";
import type { ServiceContext } from "@dinglane/runtime";
import { createChecks } from "./create-checks.ts";
import { openTunnel } from "./model/open-tunnel.ts";
import { createRedisProbe } from "./redis/redis-probe.ts";
import { exitCodeOf } from "./report/exit-code-of.ts";
import { formatReport } from "./report/format-report.ts";
import { hideSecrets } from "./report/hide-secrets.ts";
import { reportToJson } from "./report/report-to-json.ts";
import { runChecks } from "./run-checks.ts";

/** Log levels that let the loader's warnings through. */
const TALKATIVE = new Set(["warn", "info", "debug", "trace"]);

/** The command: looks at everything once, prints the report, and ends with 0 or 1. */
export async function diagnose(
  context: ServiceContext,
  options: { asJson: boolean; warnings: readonly string[] },
): Promise<void> {
  const { config, host } = context;
  const clock = { epochMs: () => Date.now(), elapsedMs: () => performance.now() };
  const checks = createChecks({
    config,
    isRedisNamed: (host.env["REDIS_URL"] ?? "").trim() !== "",
    configWarnings: TALKATIVE.has(config.logLevel) ? options.warnings : undefined,
    nodeVersion: await nodeVersionIn(context.metrics),
    redis: createRedisProbe(context.connectRedis("producer")),
    disk,
    fetch: globalThis.fetch,
    openTunnel,
    clock,
  });
  const report = await runChecks(checks, { clock });
  const text = options.asJson ? reportToJson(report) : formatReport(report);
  host.print(hideSecrets(config)(text));
  context.shutDown(exitCodeOf(report));
}

/** From the default metrics, since only runtime asks the process itself. */
async function nodeVersionIn(metrics: ServiceContext["metrics"]): Promise<string> {
  const version = (await metrics.getSingleMetric("nodejs_version_info")?.get())?.values[0]?.labels["version"];
  return String(version ?? "?");
}
