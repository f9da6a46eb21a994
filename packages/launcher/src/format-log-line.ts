const levelNames = new Map([
  [10, "trace"],
  [20, "debug"],
  [30, "info"],
  [40, "warn"],
  [50, "error"],
  [60, "fatal"],
]);
/** Said by the line's beginning, or of no use to a person at a console. */
const hiddenFields = new Set(["level", "time", "service", "name", "pid", "hostname", "msg", "err", "v"]);

export interface FormattedLine {
  /** pino's number. A line that is not pino's (a crash, a block about the configuration) ranks as an error. */
  level: number;
  text: string;
}

/** One line of a service (pino's JSON, or anything else) as a person reads it, without time and service name. */
export function formatLogLine(line: string): FormattedLine {
  const record = parseRecord(line);
  if (record === undefined) return { level: 50, text: line };
  const level = levelOf(record["level"]);
  const fields = Object.entries(record)
    .filter(([name]) => !hiddenFields.has(name))
    .map(([name, value]) => `${name}=${show(value)}`);
  const text = [levelNames.get(level) ?? String(level), show(record["msg"] ?? ""), ...fields].join(" ");
  return { level, text: `${text}${showError(record["err"])}` };
}

function parseRecord(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) && "level" in value ? value : undefined;
  } catch {
    // Half a line of a process that was killed while writing: shown as it is.
    return undefined;
  }
}

function levelOf(level: unknown): number {
  if (typeof level === "number") return level;
  return [...levelNames].find(([, name]) => name === level)?.[0] ?? 30;
}

function show(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function showError(error: unknown): string {
  if (!isRecord(error)) return "";
  const { type, code, message, stack } = error;
  const head = [type, code, message].filter((part) => typeof part === "string").join(" ");
  // The first frames say where; the message is already there.
  const frames =
    typeof stack === "string" ? stack.split("\n").filter((part) => part.startsWith("    at ")) : [];
  return ["", `  ${head}`, ...frames.slice(0, 3)].join("\n");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
