import type { ConfigProblem } from "./config-problem.ts";
import { WrongValue } from "./formats/wrong-value.ts";
import type { GivenValue, GivenValues } from "./given-values.ts";
import { layerValues } from "./layer-values.ts";
import { type SettingKey, settingEntries, type SettingValues } from "./schema.ts";
import type { Setting } from "./setting.ts";

function problemOf(
  key: SettingKey,
  setting: Setting<unknown>,
  given: GivenValue | undefined,
  error: WrongValue,
): ConfigProblem {
  const problem: ConfigProblem = {
    fileKey: key,
    variable: setting.env,
    wrong: error.wrong,
    mend: error.mend,
  };
  if (given !== undefined) {
    problem.source = given.source;
    if (!setting.sensitive)
      problem.value = Array.isArray(given.raw) ? given.raw.join(", ") : String(given.raw);
  }
  return problem;
}

/**
 * Every setting's value: as given, else its default. convict lays the sources over each other; its own report is one text
 * in which nothing can be told apart, so each value is put to its format once more to name what is wrong with it.
 */
export function settleValues(given: GivenValues, report: (problem: ConfigProblem) => void): SettingValues {
  const layered = layerValues(given);
  const values: Partial<Record<SettingKey, unknown>> = {};
  let sound = true;
  for (const [key, setting] of settingEntries()) {
    const value = layered.get(key);
    try {
      values[key] = value === null ? null : setting.format.check(value);
    } catch (error) {
      if (!(error instanceof WrongValue)) throw error;
      sound = false;
      report(problemOf(key, setting, given.get(key), error));
    }
  }
  if (sound) layered.validate({ allowed: "strict" });
  return values as SettingValues;
}
