import { readFileSync, statSync } from "node:fs";
import type { ReadFile } from "./read-yaml.ts";

const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");

/** Undefined where there is no such file. */
export const readFile: ReadFile = (path) => {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
};

/** When the file was written last, epoch ms; undefined where there is none, or nobody says. */
export function changedAtMs(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}
