import type { Redis } from "ioredis";
import { z } from "zod";
import {
  MAX_AUDIT_ENTRIES,
  SETTINGS_CHANGE_TTL_SECONDS,
  settingsAuditKey,
  settingsChangeKey,
  settingsChannel,
  settingsKey,
} from "./keys.ts";
import { loadScript, type ScriptRunner } from "./load-script.ts";
import { parseAudit, type AuditEntry } from "./settings-audit.ts";
import type { FileLayer, FileLayerName, LiveSetting, SettingsSnapshot } from "./settings-snapshot.ts";
import { fileField, LIVE_PREFIX, parseStoredSettings } from "./stored-settings.ts";

/** Settings in Redis, for whoever changes them; who only follows them uses `startSettingsWatch`. */
export interface SettingsStore {
  read(): Promise<SettingsSnapshot>;
  /**
   * One script. `conflict`: somebody was faster, and nothing has changed; read again. `already`: an earlier run of the
   * same message's job has done this, and only this: nothing has changed now.
   */
  change(change: SettingsChange): Promise<ChangeOutcome>;
  /** What a message's change has done; undefined when there was none, or more than a day ago. */
  doneBy(message: MessageId): Promise<AuditEntry[] | undefined>;
  /** The newest first. */
  history(count: number): Promise<AuditEntry[]>;
}

export interface MessageId {
  robotKey: string;
  msgId: string;
}

export interface SettingsChange {
  /** Of the snapshot that this was decided on. */
  expectedVersion: number;
  /** null removes. */
  live?: Record<string, LiveSetting | null>;
  files?: Partial<Record<FileLayerName, FileLayer | null>>;
  audit: AuditEntry[];
  /** The message that asks for it. */
  message?: MessageId;
}

export type ChangeOutcome =
  | { status: "changed"; done: AuditEntry[] }
  | { status: "already"; done: AuditEntry[] }
  | { status: "conflict" };

const scriptAnswer = z.union([
  z.tuple([z.literal("conflict")]),
  z.tuple([z.enum(["changed", "already"]), z.string()]),
]);
const texts = z.array(z.unknown()).transform((list) => list.map((item) => JSON.stringify(item)));

export function createSettingsStore(options: {
  redis: Pick<Redis, "get" | "hgetall" | "lrange"> & ScriptRunner;
  prefix: string;
}): SettingsStore {
  const { redis, prefix } = options;
  const runChange = loadScript(new URL("change-settings.lua", import.meta.url));

  return {
    async read() {
      return parseStoredSettings(await redis.hgetall(settingsKey(prefix)), () => undefined);
    },
    async change({ expectedVersion, live = {}, files = {}, audit, message }) {
      const fields = [
        ...Object.entries(live).map(([key, value]) => [`${LIVE_PREFIX}${key}`, value] as const),
        ...(Object.keys(files) as FileLayerName[]).map((name) => [fileField(name), files[name]] as const),
      ];
      const keys = [settingsKey(prefix), settingsAuditKey(prefix)];
      if (message !== undefined) keys.push(settingsChangeKey(prefix, message.robotKey, message.msgId));
      const answer = await runChange(redis, keys, [
        expectedVersion,
        JSON.stringify(audit),
        SETTINGS_CHANGE_TTL_SECONDS,
        MAX_AUDIT_ENTRIES,
        settingsChannel(prefix),
        fields.length,
        ...fields.flatMap(([field, value]) => [field, value ? JSON.stringify(value) : ""]),
        ...audit.map((entry) => JSON.stringify(entry)),
      ]);
      const [status, done] = scriptAnswer.parse(answer);
      return status === "conflict" ? { status } : { status, done: parseDone(done) };
    },
    async doneBy({ robotKey, msgId }) {
      const done = await redis.get(settingsChangeKey(prefix, robotKey, msgId));
      return done === null ? undefined : parseDone(done);
    },
    async history(count) {
      return parseAudit(await redis.lrange(settingsAuditKey(prefix), 0, count - 1));
    },
  };
}

const parseDone = (json: string): AuditEntry[] => parseAudit(texts.parse(JSON.parse(json)));
