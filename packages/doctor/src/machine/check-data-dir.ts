import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Complaint, Finding } from "../finding.ts";
import { bytesText } from "../text/bytes-text.ts";

/** `node:fs/promises` fits. */
export interface DataDisk {
  access: (path: string, mode?: number) => Promise<void>;
  writeFile: (path: string, data: string, options: { flag: string }) => Promise<void>;
  rm: (path: string) => Promise<void>;
  statfs: (path: string) => Promise<{ bavail: number; bsize: number }>;
}

const SUBJECT = "data_dir";
const LITTLE_BYTES = 1024 ** 3;

export interface DataDirOptions {
  dataDir: string;
  /** Whether anything of this installation would write there. */
  isNeeded: boolean;
  disk: DataDisk;
}

/** Whether `data_dir` can be written, by a file that is removed again; one that is to be made yet is left unmade. */
export async function checkDataDir(options: DataDirOptions): Promise<Finding[]> {
  const { disk, isNeeded } = options;
  const directory = resolve(options.dataDir);
  const existing = await nearestExisting(directory, disk);
  try {
    if (existing === directory) await tryToWrite(directory, disk);
    else await disk.access(existing, constants.W_OK | constants.X_OK);
  } catch (error) {
    return [unwritable(directory, error, isNeeded)];
  }
  return [await withSpace(directory, existing, disk)];
}

async function nearestExisting(path: string, disk: DataDisk): Promise<string> {
  try {
    await disk.access(path);
    return path;
  } catch {
    // Whatever keeps us from seeing it, its parent is the next to ask; the root always exists.
    const parent = dirname(path);
    return parent === path ? path : nearestExisting(parent, disk);
  }
}

async function tryToWrite(directory: string, disk: DataDisk): Promise<void> {
  const probe = join(directory, `.doctor-${randomUUID()}`);
  await disk.writeFile(probe, "", { flag: "wx" });
  await disk.rm(probe);
}

function unwritable(directory: string, error: unknown, isNeeded: boolean): Complaint {
  const errno = error instanceof Error && "code" in error ? String(error.code) : undefined;
  const code = errno === undefined ? "" : ` (${errno})`;
  return {
    level: isNeeded ? "fail" : "warn",
    code: "data_dir_unwritable",
    facts: { directory, isNeeded, ...(errno !== undefined && { errno }) },
    subject: SUBJECT,
    seen: `${directory} cannot be written${code}${isNeeded ? "" : "; nothing needs it as long as Redis keeps its own data"}`,
    todo: "Give the user that runs Dinglane the right to write there, or set data_dir (DATA_DIR) to a place it owns",
  };
}

async function withSpace(directory: string, existing: string, disk: DataDisk): Promise<Finding> {
  const { bavail, bsize } = await disk.statfs(existing);
  const freeBytes = bavail * bsize;
  const free = bytesText(freeBytes);
  const where = existing === directory ? directory : `${directory} (made when first needed)`;
  const seen = `${where} can be written, ${free} free`;
  if (freeBytes >= LITTLE_BYTES) return { level: "ok", subject: SUBJECT, seen };
  return {
    level: "warn",
    code: "data_dir_nearly_full",
    facts: { directory, free },
    subject: SUBJECT,
    seen,
    todo: "Make room on that disk, or move data_dir (DATA_DIR)",
  };
}
