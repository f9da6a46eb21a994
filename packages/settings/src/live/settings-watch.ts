import { setTimeout as sleep } from "node:timers/promises";
import type { Redis } from "ioredis";
import { settingsChannel, settingsKey } from "./keys.ts";
import type { SettingsSnapshot } from "./settings-snapshot.ts";
import { parseStoredSettings } from "./stored-settings.ts";

export interface SettingsWatchOptions {
  /** Read from, and duplicated: a connection that listens can do nothing else. */
  redis: Redis;
  prefix: string;
  /** Told of every change that is seen, one after the other. What it throws is logged, and the next is told all the same. */
  onSnapshot: (snapshot: SettingsSnapshot) => void | Promise<void>;
  log: { warn(fields: object, message: string): void };
  /** A publication may be lost; this is how long that may go unseen. */
  everyMs?: number;
}

const LOOK_EVERY_MS = 30_000;
/** How long a start waits for a Redis that may be away. */
const FIRST_LOOK_MS = 1_500;

/**
 * Follows the settings in Redis: reads them now, after every publication, on every return of the connection, and now and
 * then. While Redis is away, the last ones seen stay in force. Resolves once they are read, or cannot be for now.
 */
export async function startSettingsWatch(options: SettingsWatchOptions): Promise<{ close: () => void }> {
  const { redis, prefix, onSnapshot, log, everyMs = LOOK_EVERY_MS } = options;
  const listener = redis.duplicate({ maxRetriesPerRequest: null, enableOfflineQueue: true });
  // The connection it was made from reports outages.
  listener.on("error", () => undefined);
  let seen: { version: string | null; text: string } | undefined;
  let looking: Promise<void> | undefined;
  let asked: "no" | "version" | "all" = "no";
  const closing = new AbortController();

  async function look(isThorough: boolean): Promise<void> {
    const version = await redis.hget(settingsKey(prefix), "version");
    if (!isThorough && seen?.version === version) return;
    const hash = await redis.hgetall(settingsKey(prefix));
    const text = JSON.stringify(Object.entries(hash).toSorted(([one], [other]) => (one < other ? -1 : 1)));
    if (seen?.text === text || closing.signal.aborted) return;
    seen = { version: hash["version"] ?? null, text };
    await onSnapshot(
      parseStoredSettings(hash, (field) =>
        log.warn({ field }, "a stored setting cannot be read by this version and is left out"),
      ),
    );
  }

  async function lookUntilDone(): Promise<void> {
    while (asked !== "no") {
      const isThorough = asked === "all";
      asked = "no";
      await look(isThorough).catch((err: unknown) => {
        if (!closing.signal.aborted)
          log.warn({ err }, "settings could not be followed; the last ones stay in force");
      });
    }
    looking = undefined;
  }

  /** One look at a time; asked for in the middle of one, there is another after it. */
  async function lookAgain(what: "version" | "all"): Promise<void> {
    if (asked !== "all") asked = what;
    looking ??= lookUntilDone();
    await looking;
  }

  // A channel is heard in every database of a server, so what is published is only a reason to look.
  listener.on("message", () => void lookAgain("version"));
  listener.on("ready", () => {
    listener
      .subscribe(settingsChannel(prefix))
      // It may be another Redis, or an older state of it.
      .then(() => lookAgain("all"))
      .catch(() => undefined);
  });
  const timer = setInterval(() => void lookAgain("version"), everyMs);

  const patience = new AbortController();
  await Promise.race([
    lookAgain("all"),
    sleep(FIRST_LOOK_MS, undefined, { signal: patience.signal }).catch(() => undefined),
  ]);
  patience.abort();

  return {
    close() {
      closing.abort();
      clearInterval(timer);
      listener.disconnect();
    },
  };
}
