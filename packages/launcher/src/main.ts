import { runService } from "@dinglane/runtime";
import { formatLogLine } from "./format-log-line.ts";
import { launch } from "./launch.ts";
import { shutdownTimeoutMs } from "./shutdown-timeout.ts";

const warn = 40;

runService({
  name: "launcher",
  start: launch,
  shutdownTimeoutMs,
  // A person reads this console. Its warnings about the configuration come from the services as well.
  logTo: (host, { logLevel }) => ({
    write(line) {
      const { level, text } = formatLogLine(line.trimEnd());
      if (level > warn || logLevel === "debug" || logLevel === "trace") host.print(`launcher    ${text}\n`);
    },
  }),
});
