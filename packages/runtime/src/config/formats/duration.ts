import type { Format } from "./format.ts";
import { WrongValue } from "./wrong-value.ts";

const PARTS = /^(?:(?<bare>\d+)|(?:(?<hours>\d+)h)?(?:(?<minutes>\d+)m)?(?:(?<seconds>\d+)s)?)$/u;

function secondsIn(text: string): number | undefined {
  const parts = PARTS.exec(text.replaceAll(/\s/gu, "").toLowerCase())?.groups;
  if (parts === undefined) return undefined;
  const count = (name: string): number => Number(parts[name] ?? 0);
  return count("bare") + count("hours") * 3600 + count("minutes") * 60 + count("seconds");
}

/** A span of time in whole seconds: `600`, `600s`, `10m` and `1h30m` are all understood. */
export function duration(minSeconds: number, maxSeconds: number): Format<number> {
  const range = `from ${minSeconds} s to ${maxSeconds} s`;
  return {
    name: `duration ${range}`,
    coerce: (text) => (text.trim() === "" ? text : (secondsIn(text) ?? text)),
    check(value) {
      if (typeof value !== "number" || !Number.isSafeInteger(value)) {
        throw new WrongValue("is not a duration", "write seconds (600), or 600s, 10m, 1h");
      }
      if (value < minSeconds || value > maxSeconds) {
        throw new WrongValue("is out of range", `write a duration ${range}`);
      }
      return value;
    },
  };
}
