import type { Report } from "../run-checks.ts";
import { countLevels } from "./count-levels.ts";

/** 1 where something fails; warnings are no failure. */
export function exitCodeOf(report: Report): 0 | 1 {
  return countLevels(report).fail > 0 ? 1 : 0;
}
