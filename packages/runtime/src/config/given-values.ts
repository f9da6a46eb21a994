import type { ConfigFile } from "./read-config-file.ts";
import type { ConfigProblem } from "./config-problem.ts";
import { isYamlNull } from "./is-yaml-null.ts";
import { isPlaceholder } from "./placeholder.ts";
import { type SettingKey, settingEntries } from "./schema.ts";
import type { Setting } from "./setting.ts";

export interface GivenValue {
  /** A text, or from a file also a list. */
  raw: unknown;
  /** Where it stands: a variable's name or a file's path. */
  source: string;
  from: "live" | "environment" | "file";
}

export type GivenValues = ReadonlyMap<SettingKey, GivenValue>;

function isNothing({ raw, from }: GivenValue): boolean {
  if (typeof raw !== "string") return raw === undefined;
  return raw.trim() === "" || (from === "file" && isYamlNull(raw.trim()));
}

/**
 * Whose placeholders stay: a system that is started with the example as it is comes up, and is told by DingTalk and the
 * model what they think of them.
 */
const ACCOUNTS: ReadonlySet<SettingKey> = new Set(["api_key", "credentials"]);

const textsIn = (item: unknown): unknown[] =>
  typeof item === "object" && item !== null ? Object.values(item) : [item];

const hasPlaceholder = (item: unknown): boolean =>
  textsIn(item).some((text) => typeof text === "string" && isPlaceholder(text));

/** A list without blank items and spaces around texts. */
function tidyList(list: unknown[]): unknown[] {
  return list
    .map((item) => (typeof item === "string" ? item.trim() : item))
    .filter((item) => !textsIn(item).every((text) => text === ""));
}

function candidatesFor(
  key: SettingKey,
  setting: Setting<unknown>,
  env: Readonly<Record<string, string | undefined>>,
  file: ConfigFile,
): GivenValue[] {
  const variables = [setting.env, ...setting.aliases].map((name): GivenValue => ({
    raw: env[name],
    source: name,
    from: "environment",
  }));
  const inFile = Object.hasOwn(file.keys, key) ? file.keys[key] : undefined;
  return [...variables, { raw: inFile, source: file.path ?? "", from: "file" }];
}

/**
 * Finds for each setting the one value that counts: its variable, else an alias, else the file. Blank values count as not
 * given, as they do in the reference system; so do its example file's placeholders, with a warning, but for accounts.
 */
export function givenValues(
  env: Readonly<Record<string, string | undefined>>,
  file: ConfigFile,
  report: { problem: (problem: ConfigProblem) => void; warning: (text: string) => void },
): GivenValues {
  const given = new Map<SettingKey, GivenValue>();
  for (const [key, setting] of settingEntries()) {
    for (const candidate of candidatesFor(key, setting, env, file)) {
      const { raw, source } = candidate;
      if (isNothing(candidate)) continue;
      if (ACCOUNTS.has(key)) {
        if ([raw].flat().some(hasPlaceholder))
          report.warning(`${key}: ${source} still holds the example's placeholder, which will be refused`);
      } else if (typeof raw === "string" && isPlaceholder(raw)) {
        report.warning(`${key}: the example's placeholder in ${source} counts as not set`);
        continue;
      }
      if (Array.isArray(raw)) {
        const isKept = (item: unknown): boolean => ACCOUNTS.has(key) || !hasPlaceholder(item);
        const tidy = tidyList(raw).filter(isKept);
        if (tidy.length < raw.length)
          report.warning(`${key}: blank and placeholder items in ${source} are left out`);
        given.set(key, { ...candidate, raw: tidy });
        break;
      }
      if (typeof raw !== "string") {
        report.problem({
          fileKey: key,
          variable: setting.env,
          source,
          wrong: "is a group of keys",
          mend: `write ${setting.format.name}`,
        });
        break;
      }
      given.set(key, candidate);
      break;
    }
  }
  return given;
}
