import type { Finding, FindingLevel } from "../finding.ts";
import type { Report } from "../run-checks.ts";
import { durationText } from "../text/duration-text.ts";
import { countLevels } from "./count-levels.ts";

const SIGNS: Readonly<Record<FindingLevel, string>> = { ok: "✔", warn: "!", fail: "✘", unchecked: "–" };

/** The report for a person. */
export function formatReport(report: Report): string {
  const sections = report.sections
    .filter(({ findings }) => findings.length > 0)
    .map(({ name, findings }) => [name, ...findings.map(formatFinding)].join("\n"));
  const { ok, warn, fail, unchecked } = countLevels(report);
  const summary = [
    `✔ ${ok} fine`,
    ...(warn > 0 ? [`! ${warn} to look at`] : []),
    ...(fail > 0 ? [`✘ ${fail} wrong`] : []),
    ...(unchecked > 0 ? [`– ${unchecked} not checked`] : []),
  ].join(", ");
  return `${[...sections, `${summary} (${durationText(report.tookMs)})`].join("\n\n")}\n`;
}

function formatFinding({ level, subject, seen, todo }: Finding): string {
  const line = `  ${SIGNS[level]} ${subject}: ${seen}`;
  return todo === undefined ? line : `${line}\n      → ${todo}`;
}
