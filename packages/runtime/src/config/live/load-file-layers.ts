import { ConfigError } from "../config-error.ts";
import type { ConfigProblem } from "../config-problem.ts";
import { loadConfig } from "../load-config.ts";
import { changedAtMs, readFile } from "../read-disk.ts";
import { configPathsOf } from "../read-config-file.ts";
import { promptPathOf } from "../read-templates.ts";
import { fileLayersOf } from "./file-layers-of.ts";
import type { LiveLayers } from "./live-layers.ts";

export type FileLayers =
  | { status: "read"; files: LiveLayers["files"] }
  | { status: "wrong"; problems: readonly ConfigProblem[] };

const pathIn = (env: Readonly<Record<string, string | undefined>>, variable: string): string | undefined =>
  env[variable]?.trim() || undefined;

/** The files that a process with this environment reads its settings from, whether they exist or not. */
export function settingFilePaths(env: Readonly<Record<string, string | undefined>>): string[] {
  return [...configPathsOf(pathIn(env, "CONFIG_FILE")), promptPathOf(pathIn(env, "PROMPT_FILE"))];
}

/** Reads these files again, as a start would: what they say of live-settable keys, or everything that is wrong with them. */
export function loadFileLayers(env: Readonly<Record<string, string | undefined>>, nowMs: number): FileLayers {
  try {
    const { base } = loadConfig(env, readFile, changedAtMs);
    const { problems, ...files } = fileLayersOf(base, nowMs);
    return problems.length > 0 ? { status: "wrong", problems } : { status: "read", files };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { status: "wrong", problems: error.problems };
  }
}
