import { readFile } from "node:fs/promises";

/** Linux counts a process's time in hundredths of a second (USER_HZ), whatever the kernel's own clock. */
const TICKS_PER_SECOND = 100;

export interface ProcessUsage {
  /** User and system time so far. */
  cpuSeconds: number;
  rssBytes: number;
}

/** What a process has used, from /proc; undefined where there is none (macOS), and then no figure is shown. */
export async function processUsage(pid: number): Promise<ProcessUsage | undefined> {
  const read = async (name: string): Promise<string> => readFile(`/proc/${pid}/${name}`, "utf8");
  try {
    const [stat, status] = await Promise.all([read("stat"), read("status")]);
    // The name in parentheses may hold spaces: count fields from its end.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const ticks = Number(fields[11]) + Number(fields[12]);
    const rssKilobytes = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]);
    return { cpuSeconds: ticks / TICKS_PER_SECOND, rssBytes: rssKilobytes * 1024 };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Microseconds of processor that each of `count` things took between two looks. */
export function cpuMicros(
  before: ProcessUsage | undefined,
  after: ProcessUsage | undefined,
  count: number,
): number {
  return before && after ? ((after.cpuSeconds - before.cpuSeconds) * 1e6) / count : Number.NaN;
}
