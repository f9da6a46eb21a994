import { randomBytes } from "node:crypto";

/** One transparent pixel: what a code stands for that a robot message made up. */
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);
/** Every downloadCode of the simulator begins so. */
const CODE_PREFIX = "mIof";

/** The files behind downloadCodes. */
export interface FileStore {
  /** Keeps a file and returns a downloadCode for it. */
  put(this: void, content: Uint8Array): string;
  /** An id under which the file of this code can be fetched for a while; undefined for no code of ours. */
  open(downloadCode: string): string | undefined;
  read(id: string): Uint8Array | undefined;
}

export function createFileStore(): FileStore {
  const contents = new Map<string, Uint8Array>();
  const opened = new Map<string, Uint8Array>();
  return {
    put(content) {
      const code = CODE_PREFIX + randomBytes(48).toString("base64");
      contents.set(code, content);
      return code;
    },
    open(downloadCode) {
      if (!downloadCode.startsWith(CODE_PREFIX)) return undefined;
      const id = randomBytes(12).toString("hex");
      opened.set(id, contents.get(downloadCode) ?? PIXEL);
      return id;
    },
    read: (id) => opened.get(id),
  };
}
