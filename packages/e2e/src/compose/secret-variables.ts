import { readFileSync } from "node:fs";

const page = new URL("../../../../docs/configuration.md", import.meta.url);

/** Every variable that docs/configuration.md (which is compared with the schema) marks as a secret, its other names too. */
export function secretVariables(): string[] {
  const rows = readFileSync(page, "utf8")
    .split("\n")
    .filter((line) => /^\| `[a-z_]+` \|.*\| yes \|$/u.test(line));
  return rows.flatMap((row) =>
    Array.from((row.split("|")[2] ?? "").matchAll(/`([A-Z_]+)`/gu), ([, variable = ""]) => variable),
  );
}
