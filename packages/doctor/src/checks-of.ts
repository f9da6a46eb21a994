import * as disk from "node:fs/promises";
import type { ServiceContext } from "@dinglane/runtime";
import type { Check } from "./check.ts";
import { createChecks, type ChecksOptions } from "./create-checks.ts";
import { openTunnel } from "./model/open-tunnel.ts";
import { bringsRedis } from "./redis/brings-redis.ts";

/** Everything that the doctor looks at, as a running process sees it. */
export async function checksOf(
  { host, metrics }: Pick<ServiceContext, "host" | "metrics">,
  options: Pick<ChecksOptions, "config" | "configWarnings" | "redis" | "ownRedisUrl" | "live" | "mayCost">,
): Promise<Check[]> {
  return createChecks({
    ...options,
    bringsRedis: bringsRedis(options.config, host.env),
    nodeVersion: await nodeVersionIn(metrics),
    disk,
    fetch: globalThis.fetch,
    openTunnel,
    clock: { epochMs: () => Date.now(), elapsedMs: () => performance.now() },
  });
}

/** From the default metrics, since only runtime asks the process itself. */
async function nodeVersionIn(metrics: ServiceContext["metrics"]): Promise<string> {
  const version = (await metrics.getSingleMetric("nodejs_version_info")?.get())?.values[0]?.labels["version"];
  return String(version ?? "?");
}
