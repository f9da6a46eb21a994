import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/*
 * A program that does not outlive this process, not even after SIGKILL: a watcher holds the far end of our pipe and
 * ends the program when the pipe closes, by force if need be. `exec` keeps the shell's pid, so the child's pid is
 * the program's own and its signals and exit code reach us unchanged.
 */
const guardScript = `exec 3<&0
{
  cat <&3
  kill -TERM $$ || exit
  for second in 1 2 3 4 5; do sleep 1; kill -0 $$ || exit; done
  kill -KILL $$
} >/dev/null 2>&1 &
exec "$@" 3<&- </dev/null`;

export interface GuardedProcessOptions {
  /** Instead of this process's own environment. */
  env?: Readonly<Record<string, string | undefined>>;
  /** Told every line that the program prints. */
  onLine: (line: string, source: "stdout" | "stderr") => void;
}

export interface ProcessEnd {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  /** The program could not be started at all. */
  error?: Error;
}

export interface GuardedProcess {
  pid: number | undefined;
  /** Resolves when the program has ended and its last line was read; never rejects. */
  ended: Promise<ProcessEnd>;
  hasEnded(): boolean;
  kill(signal: NodeJS.Signals): void;
}

/** Starts a program in a process group of its own: a terminal's Ctrl-C reaches us, and we stop it in our order. */
export function startGuardedProcess(
  command: string,
  args: readonly string[],
  options: GuardedProcessOptions,
): GuardedProcess {
  const child = spawn("sh", ["-c", guardScript, "sh", command, ...args], {
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
    ...(options.env && { env: options.env }),
  });
  createInterface({ input: child.stdout }).on("line", (line) => options.onLine(line, "stdout"));
  createInterface({ input: child.stderr }).on("line", (line) => options.onLine(line, "stderr"));
  // The pipe breaks when the program ends first; `ended` already tells that.
  child.stdin.on("error", () => undefined);
  // At once, and not only on "close": the watcher waits for the end of this pipe.
  child.once("exit", () => child.stdin.destroy());

  let hasEnded = false;
  const ended = new Promise<ProcessEnd>((resolve) => {
    const end = (how: ProcessEnd): void => {
      hasEnded = true;
      resolve(how);
    };
    child.once("error", (error) => end({ exitCode: null, signal: null, error }));
    child.once("close", (exitCode, signal) => end({ exitCode, signal }));
  });
  return {
    pid: child.pid,
    ended,
    hasEnded: () => hasEnded,
    kill: (signal) => void child.kill(signal),
  };
}
