import { z } from "zod";
import type { FileLayerName, SettingsSnapshot } from "./settings-snapshot.ts";

const settingText = z.union([z.string(), z.array(z.string())]);
export const changer = z.object({ id: z.string(), nick: z.string() });
const at = z.number().nonnegative();
const liveSetting = z.object({ value: settingText, by: changer, at });
const fileLayer = z.object({ path: z.string(), at, values: z.record(z.string(), settingText) });

export const LIVE_PREFIX = "live:";
export const fileField = (name: FileLayerName): string => `file:${name}`;

/**
 * Reads the hash. Another version of this program may have written it: a field that cannot be read is left out and
 * named, and the rest holds.
 */
export function parseStoredSettings(
  hash: Readonly<Record<string, string>>,
  onUnreadable: (field: string) => void,
): SettingsSnapshot {
  function read<T>(field: string, schema: z.ZodType<T>): T | undefined {
    const parsed = schema.safeParse(parseJson(hash[field]));
    if (!parsed.success && hash[field] !== undefined) onUnreadable(field);
    return parsed.data;
  }
  const live = Object.keys(hash)
    .filter((field) => field.startsWith(LIVE_PREFIX))
    .flatMap((field) => {
      const setting = read(field, liveSetting);
      return setting === undefined ? [] : [[field.slice(LIVE_PREFIX.length), setting] as const];
    });
  const config = read(fileField("config"), fileLayer);
  const prompt = read(fileField("prompt"), fileLayer);
  return {
    version: Number(hash["version"] ?? 0) || 0,
    live: new Map(live),
    files: { ...(config === undefined ? {} : { config }), ...(prompt === undefined ? {} : { prompt }) },
  };
}

function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
