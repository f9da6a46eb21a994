import { watch, type FSWatcher } from "node:fs";
import { stat } from "node:fs/promises";
import { dirname } from "node:path";

const LOOK_EVERY_MS = 2_000;
/** An editor may write a file in several steps, or put another one in its place. */
const SETTLED_AFTER_MS = 300;

/**
 * Tells when one of these files has become another one, appeared or gone, and has stayed so for a moment. Looks every two
 * seconds, since not every disk reports changes, and at once where the disk does.
 */
export function watchFiles(options: {
  paths: readonly string[];
  onChange: () => void;
  everyMs?: number;
  settledAfterMs?: number;
}): { close: () => void } {
  const { paths, onChange, everyMs = LOOK_EVERY_MS, settledAfterMs = SETTLED_AFTER_MS } = options;
  let told: string | undefined;
  let candidate: { signature: string; sinceMs: number } | undefined;
  let looking: Promise<void> | undefined;
  let settling: NodeJS.Timeout | undefined;

  async function look(): Promise<void> {
    const signature = (await Promise.all(paths.map(signatureOf))).join(" ");
    told ??= signature;
    if (signature === told) {
      candidate = undefined;
    } else if (candidate?.signature !== signature) {
      candidate = { signature, sinceMs: performance.now() };
      clearTimeout(settling);
      // A timer may be a hair early.
      settling = setTimeout(lookAgain, settledAfterMs + 5);
    } else if (performance.now() - candidate.sinceMs >= settledAfterMs) {
      told = signature;
      onChange();
    }
  }

  function lookAgain(): void {
    looking ??= look().finally(() => {
      looking = undefined;
    });
  }

  lookAgain();
  const timer = setInterval(lookAgain, everyMs);
  const watchers = [...new Set(paths.map((path) => dirname(path)))].flatMap((directory) =>
    watchDirectory(directory, lookAgain),
  );
  return {
    close() {
      clearInterval(timer);
      clearTimeout(settling);
      for (const watcher of watchers) watcher.close();
    },
  };
}

/** What changes with a file: also when it is put in the place of another one of the same age. */
async function signatureOf(path: string): Promise<string> {
  try {
    const { ino, mtimeMs, size } = await stat(path);
    return `${ino}:${mtimeMs}:${size}`;
  } catch {
    return "none";
  }
}

/** A directory, because a file that is replaced takes its watcher with it. Where it cannot be watched, looking has to do. */
function watchDirectory(directory: string, onEvent: () => void): FSWatcher[] {
  try {
    const watcher = watch(directory, onEvent);
    watcher.on("error", () => watcher.close());
    return [watcher];
  } catch {
    return [];
  }
}
