import { isDeepStrictEqual } from "node:util";
import type { ConfigProblem, FileLayers, FileValues } from "@dinglane/runtime";
import {
  auditEntryOf,
  type AuditEntry,
  type FileLayer,
  type FileLayerName,
  type SettingsSnapshot,
  type SettingsStore,
} from "@dinglane/settings";

export interface PublishFilesDeps {
  store: Pick<SettingsStore, "read" | "change">;
  /** What the files say now, whole and checked. */
  load: () => FileLayers;
  now: () => number;
  log: { info(fields: object, message: string): void; error(fields: object, message: string): void };
  /** Told when a changed file cannot be used: what is wrong, as lines. */
  onRefused: (problems: readonly string[]) => Promise<void>;
}

const NAMES: readonly FileLayerName[] = ["config", "prompt"];
const MOST_TRIES = 20;
const LONGEST_LINE = 500;

/**
 * Creates what puts the files' values before all processes: what they say of live-settable keys becomes a layer of the
 * settings. A file that is wrong changes nothing.
 */
export function createPublishFiles(deps: PublishFilesDeps): () => Promise<void> {
  const { store, load, now, log } = deps;
  /** So that a file that stays wrong is told of once. */
  let refused = "";

  async function refuse(problems: readonly ConfigProblem[]): Promise<void> {
    const lines = problems.map(lineOf);
    if (lines.join("\n") === refused) return;
    refused = lines.join("\n");
    log.error({ problems: lines }, "a changed file cannot be used; the settings stay as they were");
    const snapshot = await store.read();
    const by = { id: "file", nick: problems[0]?.source ?? "" };
    const entries = problems.map((problem, index): AuditEntry => {
      const key = problem.fileKey ?? problem.variable ?? "";
      return { at: now(), by, key, layer: "refused", is: lines[index] ?? "" };
    });
    await store.change({ expectedVersion: snapshot.version, audit: entries });
    await deps.onRefused(lines);
  }

  return async () => {
    const loaded = load();
    if (loaded.status === "wrong") return refuse(loaded.problems);
    refused = "";
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const snapshot = await store.read();
      const changed = NAMES.filter(
        (name) => !isDeepStrictEqual(loaded.files[name]?.values, snapshot.files[name]?.values),
      );
      if (changed.length === 0) return;
      const files = Object.fromEntries(changed.map((name) => [name, layerOf(loaded.files[name])]));
      const audit = changed.flatMap((name) => entriesOf(snapshot, name, loaded.files[name], now()));
      const outcome = await store.change({ expectedVersion: snapshot.version, files, audit });
      if (outcome.status === "conflict") continue;
      log.info({ files: changed, keys: audit.map(({ key }) => key) }, "what the files say is taken over");
      return;
    }
  };
}

const layerOf = (values: FileValues | undefined): FileLayer | null =>
  values === undefined ? null : { ...values, values: { ...values.values } };

/** What a file says the first time is no change. */
function entriesOf(
  { files }: SettingsSnapshot,
  name: FileLayerName,
  after: FileValues | undefined,
  at: number,
): AuditEntry[] {
  const before = files[name];
  if (before === undefined) return [];
  const by = { id: "file", nick: after?.path ?? before.path };
  const keys = new Set([...Object.keys(before.values), ...Object.keys(after?.values ?? {})]);
  return (
    [...keys]
      .filter((key) => !isDeepStrictEqual(before.values[key], after?.values[key]))
      // An empty list says what no list says.
      .filter((key) => before.values[key]?.length || after?.values[key]?.length)
      .map((key) => auditEntryOf({ at, by, key, layer: "file" }, before.values[key], after?.values[key]))
  );
}

/** The value is left out where the setting is secret: then the problem holds none. */
function lineOf({ fileKey, variable, source, value, wrong, mend }: ConfigProblem): string {
  const name = fileKey ?? variable ?? "configuration";
  const given = value === undefined ? "" : ` ${JSON.stringify(value.slice(0, 100))}`;
  const place = source === undefined ? "" : ` (${source})`;
  return `${name}:${given} ${wrong}; ${mend}${place}`.slice(0, LONGEST_LINE);
}
