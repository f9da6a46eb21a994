import type { FindingLevel } from "../finding.ts";
import type { Report } from "../run-checks.ts";

/** How many findings there are of each level. */
export function countLevels({ sections }: Report): Record<FindingLevel, number> {
  const counts = { ok: 0, warn: 0, fail: 0, unchecked: 0 };
  for (const { findings } of sections) for (const { level } of findings) counts[level] += 1;
  return counts;
}
