import type { Report } from "../run-checks.ts";
import { exitCodeOf } from "./exit-code-of.ts";

/** The report for a program: one line, a flat list of findings. */
export function reportToJson(report: Report): string {
  const findings = report.sections.flatMap(({ name, findings: found }) =>
    found.map((finding) => ({ check: name, ...finding })),
  );
  return `${JSON.stringify({ ok: exitCodeOf(report) === 0, tookMs: Math.round(report.tookMs), findings })}\n`;
}
