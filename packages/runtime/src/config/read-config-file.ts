import type { ConfigProblem } from "./config-problem.ts";
import { readYaml, type ReadFile } from "./read-yaml.ts";

export interface ConfigFile {
  /** Absent when there is no file. */
  path?: string;
  keys: Readonly<Record<string, unknown>>;
}

/** The oldest versions of the reference system read config.json. */
const USUAL_PATHS = ["./config.yml", "./config.json"];

/** Where settings are read from: the first of these that is there. */
export const configPathsOf = (named: string | undefined): readonly string[] =>
  named === undefined ? USUAL_PATHS : [named];

function isMapping(content: unknown): content is Record<string, unknown> {
  return typeof content === "object" && content !== null && !Array.isArray(content);
}

/** Reads the file that CONFIG_FILE names, else the first of the usual ones that is there. */
export function readConfigFile(
  named: string | undefined,
  readFile: ReadFile,
  report: (problem: ConfigProblem) => void,
): ConfigFile {
  for (const path of configPathsOf(named)) {
    const file = readYaml(path, readFile);
    if (file.status === "unusable") {
      report({ variable: "CONFIG_FILE", ...file.problem });
      return { path, keys: {} };
    }
    if (file.status === "read") {
      if (isMapping(file.content)) return { path, keys: file.content };
      if (file.content !== undefined) {
        report({
          variable: "CONFIG_FILE",
          wrong: `${path} is not a list of settings`,
          mend: "write one `key: value` per line",
        });
      }
      return { path, keys: {} };
    }
  }
  if (named !== undefined) {
    report({
      variable: "CONFIG_FILE",
      source: "CONFIG_FILE",
      value: named,
      wrong: "does not exist",
      mend: "correct the path, or unset CONFIG_FILE to use ./config.yml if it is there",
    });
  }
  return { keys: {} };
}
