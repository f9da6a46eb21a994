import { randomBytes } from "node:crypto";

/** One transparent pixel: what a code stands for that a robot message made up. */
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);
/** A service runs for days: the oldest addresses give way. */
const MAX_OPENED = 500;
/** Every downloadCode of the simulator begins so. */
const CODE_PREFIX = "mIof";

/** The files behind downloadCodes. */
export interface FileStore {
  /** Keeps a file and returns a downloadCode for it, good for one robot alone where one is given. */
  put(this: void, content: Uint8Array, robot?: string): string;
  /** What a code stands for, and for whom; undefined for no code of ours, or one that has ended. */
  find(this: void, downloadCode: string): { content: Uint8Array; robot?: string } | undefined;
  /** An id under which a file can be fetched for a while. */
  open(this: void, content: Uint8Array): string;
  /** Ends every code kept so far. */
  expireCodes(this: void): void;
  read(id: string): Uint8Array | undefined;
}

export function createFileStore(): FileStore {
  const kept = new Map<string, { content: Uint8Array; robot?: string } | undefined>();
  const opened = new Map<string, Uint8Array>();
  return {
    put(content, robot) {
      const code = CODE_PREFIX + randomBytes(48).toString("base64");
      kept.set(code, { content, ...(robot === undefined ? {} : { robot }) });
      return code;
    },
    find(downloadCode) {
      if (kept.has(downloadCode)) return kept.get(downloadCode);
      return downloadCode.startsWith(CODE_PREFIX) ? { content: PIXEL } : undefined;
    },
    open(content) {
      const id = randomBytes(12).toString("hex");
      opened.set(id, content);
      const [oldest] = opened.keys();
      if (opened.size > MAX_OPENED && oldest !== undefined) opened.delete(oldest);
      return id;
    },
    expireCodes() {
      for (const code of kept.keys()) kept.set(code, undefined);
    },
    read: (id) => opened.get(id),
  };
}
