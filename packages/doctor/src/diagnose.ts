import type { ServiceContext } from "@dinglane/runtime";
import { checksOf } from "./checks-of.ts";
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
  const checks = await checksOf(context, {
    config,
    configWarnings: TALKATIVE.has(config.logLevel) ? options.warnings : undefined,
    redis: createRedisProbe(context.connectRedis("producer")),
  });
  const report = await runChecks(checks, { clock: { elapsedMs: () => performance.now() } });
  const text = options.asJson ? reportToJson(report) : formatReport(report);
  host.print(hideSecrets(config)(text));
  context.shutDown(exitCodeOf(report));
}
