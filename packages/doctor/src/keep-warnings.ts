import { z } from "zod";

/** A log that only we read: lines would interrupt the report, and spoil it as JSON. */
export interface WarningKeeper {
  write: (line: string) => void;
  /** So far. When `start` is called these are the configuration loader's. */
  warnings: () => string[];
}

const lineSchema = z.object({ level: z.string(), msg: z.string().default("") });

/** Keeps warnings and passes on what is fatal; the rest of the log is dropped. */
export function createWarningKeeper(print: (line: string) => void): WarningKeeper {
  const kept: string[] = [];
  return {
    write(line) {
      const { level, msg } = lineSchema.parse(JSON.parse(line));
      if (level === "warn") kept.push(msg);
      if (level === "fatal") print(line);
    },
    warnings: () => [...kept],
  };
}
