import type { Logger } from "pino";

export interface ShutdownStack {
  /** Registers a release. Once shutdown has begun it is called at once, so that what is opened late is closed too. */
  push: (name: string, release: () => Promise<void>) => void;
  /** The same, to be released after everything else. */
  pushLast: (name: string, release: () => Promise<void>) => void;
  /** Releases one after another, the last registered first. Resolves to whether all of it worked in time. */
  releaseAll: (timeoutMs: number) => Promise<boolean>;
}

interface Entry {
  name: string;
  release: () => Promise<void>;
}

/** The order in which a process lets go of what it holds. */
export function createShutdownStack(log: Pick<Logger, "debug" | "error">): ShutdownStack {
  const entries: Entry[] = [];
  const pending = new Set<string>();
  const late: Promise<void>[] = [];
  let begun = false;
  let clean = true;

  async function release(entry: Entry): Promise<void> {
    pending.add(entry.name);
    try {
      await entry.release();
      log.debug({ release: entry.name }, "released");
    } catch (error) {
      clean = false;
      log.error({ release: entry.name, err: error }, "release failed");
    }
    pending.delete(entry.name);
  }

  async function drain(): Promise<void> {
    for (let entry = entries.pop(); entry !== undefined; entry = entries.pop()) await release(entry);
    for (let promise = late.pop(); promise !== undefined; promise = late.pop()) await promise;
  }

  function add(entry: Entry, place: (entry: Entry) => void): void {
    if (begun) late.push(release(entry));
    else place(entry);
  }

  return {
    push: (name, releaseIt) => add({ name, release: releaseIt }, (entry) => entries.push(entry)),
    pushLast: (name, releaseIt) => add({ name, release: releaseIt }, (entry) => entries.unshift(entry)),
    async releaseAll(timeoutMs) {
      begun = true;
      const { promise: bound, resolve } = Promise.withResolvers<"late">();
      const timer = setTimeout(() => resolve("late"), timeoutMs);
      const outcome = await Promise.race([drain(), bound]);
      clearTimeout(timer);
      if (outcome !== "late") return clean;
      const unreleased = entries.map((entry) => entry.name).toReversed();
      log.error({ hanging: [...pending], unreleased, timeoutMs }, "shutdown took too long and is cut off");
      return false;
    },
  };
}
