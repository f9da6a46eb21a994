import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { rows } from "./command-rows.ts";
import { HELP } from "./expected-help.ts";

const migrating = readFileSync(new URL("../../../../docs/migrating.md", import.meta.url), "utf8");

/** Words in the first column of the document's table of commands, without what is to be put behind them. */
function documentedCommands(): string[] {
  const [, section = ""] = migrating.split("## Commands\n");
  const [table = ""] = section.split("\n## ");
  const cells = Array.from(table.matchAll(/^\| ([^|]+) \|/gm), ([, cell = ""]) => cell);
  return cells.slice(1).flatMap((cell) => cell.match(/#?[\p{Script=Han}]+(?:ID)?/gu) ?? []);
}

test("the table has every command that the document names, and every one that the help text names", () => {
  const [, help = ""] = HELP.split("### 口令\n");
  const inHelp = Array.from(help.matchAll(/\*\*(#?[\p{Script=Han}]+)\*\*/gu), ([, word = ""]) => word);
  const commands = new Set([...documentedCommands(), ...inHelp]);
  expect(commands.size).toBeGreaterThan(20);
  const said = rows.map(({ say }) => say.trim());
  for (const command of commands) {
    const isGiven = (text: string): boolean =>
      text === command || (command.startsWith("#") && text.startsWith(command));
    expect(said.some(isGiven), command).toBe(true);
  }
});
