import { assembleConfig } from "./assemble-config.ts";
import type { ConfigBase } from "./config-base.ts";
import { ConfigError } from "./config-error.ts";
import type { ConfigProblem } from "./config-problem.ts";
import type { Config } from "./config.ts";
import { givenValues } from "./given-values.ts";
import { nearestWord } from "./nearest-word.ts";
import { type ConfigFile, readConfigFile } from "./read-config-file.ts";
import { promptPathOf, readTemplates } from "./read-templates.ts";
import type { ReadFile } from "./read-yaml.ts";
import { settingEntries, SETTINGS } from "./schema.ts";
import { settleValues } from "./settle-values.ts";

export interface LoadedConfig {
  config: Config;
  /** Odd, but no reason not to start: unknown keys, placeholders. To be logged. */
  warnings: string[];
  /** The same before it was put together, to lay live settings over. */
  base: ConfigBase;
}

function unknownKeyWarnings(file: ConfigFile): string[] {
  const meanings = new Map(
    settingEntries().flatMap(([key, { env }]) => [[key, key] as const, [env, key] as const]),
  );
  return Object.keys(file.keys)
    .filter((key) => !Object.hasOwn(SETTINGS, key))
    .map((key) => {
      const near = nearestWord(key, meanings.keys());
      const hint = near === undefined ? "" : `; did you mean ${meanings.get(near) ?? near}?`;
      return `${file.path ?? "the file"} has a key that no setting has: ${JSON.stringify(key.slice(0, 64))}${hint}`;
    });
}

/**
 * Reads the whole configuration: environment over file over defaults. Pure over its inputs.
 * @throws {ConfigError} with every problem at once
 */
export function loadConfig(
  env: Readonly<Record<string, string | undefined>>,
  readFile: ReadFile,
  changedAtMs: (path: string) => number | undefined = () => undefined,
): LoadedConfig {
  const problems: ConfigProblem[] = [];
  const report = (problem: ConfigProblem): void => void problems.push(problem);
  const pathIn = (variable: string): string | undefined => env[variable]?.trim() || undefined;

  const file = readConfigFile(pathIn("CONFIG_FILE"), readFile, report);
  const warnings = unknownKeyWarnings(file);
  const given = givenValues(env, file, { problem: report, warning: (text) => void warnings.push(text) });
  const values = settleValues(given, report);
  const path = promptPathOf(pathIn("PROMPT_FILE"));
  let text: string | undefined;
  const readPrompt: ReadFile = () => (text = readFile(path));
  const templates = readTemplates(pathIn("PROMPT_FILE"), readPrompt, report);
  if (problems.length > 0) throw new ConfigError(problems, warnings);
  const config = assembleConfig(values, templates, pathIn("TZ"));

  const base: ConfigBase = { env, file, changedAtMs: {} };
  if (text !== undefined) base.prompt = { path, text };
  const [configAt, promptAt] = [file.path, base.prompt?.path].map((each) => each && changedAtMs(each));
  if (typeof configAt === "number") base.changedAtMs.config = configAt;
  if (typeof promptAt === "number") base.changedAtMs.prompt = promptAt;
  return { config, warnings, base };
}
