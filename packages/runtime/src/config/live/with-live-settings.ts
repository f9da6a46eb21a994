import { assembleConfig } from "../assemble-config.ts";
import type { ConfigBase } from "../config-base.ts";
import type { ConfigProblem } from "../config-problem.ts";
import type { Config } from "../config.ts";
import { readTemplates } from "../read-templates.ts";
import { settleValues } from "../settle-values.ts";
import { effectiveValues } from "./effective-values.ts";
import type { LiveLayers } from "./live-layers.ts";

/**
 * The configuration that counts: live settings over environment over file over default. Pure. A stored value that this
 * version cannot read counts as not given, and is named.
 */
export function withLiveSettings(
  base: ConfigBase,
  layers: LiveLayers,
): { config: Config; unreadable: ConfigProblem[] } {
  const { given, templates, unreadable } = effectiveValues(base, layers);
  const problems: ConfigProblem[] = [];
  const report = (problem: ConfigProblem): void => void problems.push(problem);
  const values = settleValues(given, report);
  const prompt = readTemplates(templates?.source, () => templates?.text, report);
  // What was stored has been checked above, and everything else when the process started.
  if (problems.length > 0) throw new Error(`${problems[0]?.fileKey ?? "a setting"} was checked and is wrong`);
  return { config: assembleConfig(values, prompt, base.env["TZ"]?.trim() || undefined), unreadable };
}
