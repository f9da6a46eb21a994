import { parseArgs } from "node:util";

/** Reads the command line: whether its one option is there; undefined where anything else is. */
export function wantsJson(): boolean | undefined {
  const { values, positionals } = parseArgs({ strict: false, allowPositionals: true });
  const isStrange = positionals.length > 0 || Object.keys(values).some((name) => name !== "json");
  return isStrange ? undefined : values["json"] === true;
}
