import type { ConfigProblem } from "../config-problem.ts";
import { LIST } from "../formats/list.ts";
import { WrongValue } from "../formats/wrong-value.ts";
import { readTemplates } from "../read-templates.ts";
import { type SettingValues, SETTINGS } from "../schema.ts";
import type { Setting } from "../setting.ts";
import { type LiveKey, type LiveSettingKey, variableOf } from "./live-keys.ts";
import type { RawValue } from "./live-layers.ts";

/** Whether the key's value is a list of texts. */
export const isListKey = (key: LiveKey): boolean => key !== "templates" && SETTINGS[key].format === LIST;

/** The items of a list that is written as one text. */
export const listItems = (text: string): string[] => LIST.check(LIST.coerce(text));

/**
 * What is wrong with a value, in the words that a start would say it in; undefined when nothing is. A blank one is wrong,
 * for a value is taken back, not emptied; but a list and a prompt.yml may be empty.
 */
export function checkLiveValue(key: LiveKey, raw: RawValue, source: string): ConfigProblem | undefined {
  const names = { fileKey: key, variable: variableOf(key) };
  const value = { source, value: Array.isArray(raw) ? raw.join(", ") : raw };
  if (typeof raw === "string" && raw.trim() === "" && key !== "templates" && !isListKey(key)) {
    return { ...names, wrong: "is empty", mend: "write a value, or take the live value back" };
  }
  if (key === "templates") {
    const [problem] = problemsOfTemplates(raw, source);
    return problem === undefined ? undefined : { ...problem, ...names };
  }
  try {
    parseLiveValue(key, raw);
    return undefined;
  } catch (error) {
    if (!(error instanceof WrongValue)) throw error;
    return { ...names, ...value, wrong: error.wrong, mend: error.mend };
  }
}

/** The value that a text or list means. @throws {WrongValue} */
export function parseLiveValue<Key extends LiveSettingKey>(key: Key, raw: RawValue): SettingValues[Key] {
  const { format } = SETTINGS[key] as unknown as Setting<SettingValues[Key]>;
  return format.check(typeof raw === "string" ? format.coerce(raw) : raw);
}

function problemsOfTemplates(raw: RawValue, source: string): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const text = Array.isArray(raw) ? raw.join("\n") : raw;
  readTemplates(
    source,
    () => text,
    (problem) => problems.push(problem),
  );
  return problems;
}
