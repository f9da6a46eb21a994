import type { JobLog } from "../job-log.ts";

export const PREFIX = "dinglane:{0}";

export const silentLog: JobLog = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
