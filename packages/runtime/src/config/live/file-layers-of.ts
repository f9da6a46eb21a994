import type { ConfigBase } from "../config-base.ts";
import type { ConfigProblem } from "../config-problem.ts";
import { givenValues } from "../given-values.ts";
import { checkLiveValue } from "./check-live-value.ts";
import { isLiveKey } from "./live-keys.ts";
import type { FileValues, RawValue } from "./live-layers.ts";

/**
 * What the files of a base say of the keys that may be changed live, each undefined where there is no file; and what is
 * wrong with it: also where the environment beats a value here, for in another process nothing may.
 */
export function fileLayersOf(
  base: ConfigBase,
  atMs: number,
): { config?: FileValues; prompt?: FileValues; problems: ConfigProblem[] } {
  const problems: ConfigProblem[] = [];
  const report = (problem: ConfigProblem): void => void problems.push(problem);
  const layers: ReturnType<typeof fileLayersOf> = { problems };
  if (base.file.path !== undefined) {
    const values: Record<string, RawValue> = {};
    for (const [key, { raw, source }] of givenValues({}, base.file, {
      problem: report,
      warning: () => undefined,
    })) {
      if (!isLiveKey(key)) continue;
      const value = Array.isArray(raw) ? raw.map(String) : String(raw);
      const problem = checkLiveValue(key, value, source);
      if (problem === undefined) values[key] = value;
      else problems.push(problem);
    }
    layers.config = { path: base.file.path, at: atMs, values };
  }
  if (base.prompt !== undefined) {
    layers.prompt = { path: base.prompt.path, at: atMs, values: { templates: base.prompt.text } };
  }
  return layers;
}
