import type { LogLevel } from "@dinglane/runtime";
import { formatLogLine } from "./format-log-line.ts";

export interface LauncherConsole {
  /** One line that a service printed. */
  line: (service: string, line: string) => void;
  /** The launcher's own words. */
  say: (text: string) => void;
  /** From now on a service's info is shown too; before, it would bury the banner. */
  settle: () => void;
}

const warn = 40;
const info = 30;
const nameWidth = 11;

/** One console for all: a prefix per service; `debug` and `trace` show everything from the beginning. */
export function createLauncherConsole(print: (text: string) => void, logLevel: LogLevel): LauncherConsole {
  const showsAll = logLevel === "debug" || logLevel === "trace";
  let isSettled = showsAll;
  let lowest = showsAll ? 0 : warn;
  const saidWhileStarting = new Set<string>();
  return {
    line(service, line) {
      const { level, text } = formatLogLine(line);
      if (level < lowest) return;
      if (!isSettled && level === warn) {
        // All services read one configuration: a warning about it comes from each of them.
        if (saidWhileStarting.has(text)) return;
        saidWhileStarting.add(text);
      }
      for (const part of text.split("\n")) print(`${service.padEnd(nameWidth)} ${part}\n`);
    },
    say: (text) => print(`${text}\n`),
    settle() {
      isSettled = true;
      if (!showsAll) lowest = info;
    },
  };
}
