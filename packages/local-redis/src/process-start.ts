import { readFile } from "node:fs/promises";
import { type RunCommand, runCommand } from "./run-command.ts";

/**
 * When a process began, in whatever words this system has for it: with the pid it tells a process apart from a later one
 * that was given the same number, as happens after every restart of a container. Undefined when no such process runs.
 */
export async function processStart(pid: number, run: RunCommand = runCommand): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  if (stat !== undefined) return startIn(stat);
  const { ok, output } = await run("ps", ["-o", "lstart=", "-p", String(pid)], {
    // Everybody is to read the same words.
    env: { LC_ALL: "C", TZ: "UTC" },
  });
  return ok && output.trim() !== "" ? output.trim().replace(/\s+/g, "_") : undefined;
}

/** proc(5): the command's name stands in parentheses and may hold anything; the state is the next field, the start the 20th. */
function startIn(stat: string): string | undefined {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const isZombie = fields[0] === "Z";
  return isZombie ? undefined : fields[19];
}
