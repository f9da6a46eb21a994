import { type ChildProcess, spawn } from "node:child_process";

/*
 * A process that does not outlive this one, not even after SIGKILL: a watcher holds the far end of our pipe and
 * ends the program when the pipe closes. `exec` keeps the shell's pid, so the child's pid is the program's own.
 */
const guardScript = `exec 3<&0
{ cat <&3; kill -TERM $$; } >/dev/null 2>&1 &
exec "$@" 3<&- </dev/null`;

const keptOutputLength = 4_000;

export interface GuardedProcess {
  pid: number | undefined;
  /** The end of what it printed. */
  output(): string;
  /** Resolves when it has ended, for whatever reason. */
  ended: Promise<{ exitCode: number | null; signal: NodeJS.Signals | null }>;
  hasEnded(): boolean;
  kill(signal: NodeJS.Signals): void;
}

/** Starts a program in a process group of its own: a terminal's Ctrl-C reaches us, and we stop it in our order. */
export function startGuardedProcess(command: string, args: readonly string[]): GuardedProcess {
  const child: ChildProcess = spawn("sh", ["-c", guardScript, "sh", command, ...args], {
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
  });
  let output = "";
  const keep = (chunk: string): void => {
    output = (output + chunk).slice(-keptOutputLength);
  };
  child.stdout?.setEncoding("utf8").on("data", keep);
  child.stderr?.setEncoding("utf8").on("data", keep);
  // The pipe breaks when the program ends first; `ended` already tells that.
  child.stdin?.on("error", () => undefined);

  let hasEnded = false;
  const ended = new Promise<{ exitCode: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    const end = (exitCode: number | null, signal: NodeJS.Signals | null): void => {
      hasEnded = true;
      child.stdin?.destroy();
      resolve({ exitCode, signal });
    };
    child.once("error", (error) => {
      keep(error.message);
      end(null, null);
    });
    child.once("exit", end);
  });
  return {
    pid: child.pid,
    output: () => output,
    ended,
    hasEnded: () => hasEnded,
    kill: (signal) => void child.kill(signal),
  };
}
