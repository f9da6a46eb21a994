import { z } from "zod";
import type { ConfigProblem } from "./config-problem.ts";
import type { PromptTemplate } from "./config.ts";
import { DEFAULT_TEMPLATES } from "./default-templates.ts";
import { isYamlNull } from "./is-yaml-null.ts";
import { readYaml, type ReadFile } from "./read-yaml.ts";

const USUAL_PATH = "./prompt.yml";
const text = z.string().transform((given) => (isYamlNull(given) ? "" : given));
const item = z.object({
  title: text.pipe(z.string().trim().min(1)),
  prefix: text.default(""),
  suffix: text.default(""),
});

/** Where templates are read from. */
export const promptPathOf = (named: string | undefined): string => named ?? USUAL_PATH;

/** Reads the templates from the file that PROMPT_FILE names, else ./prompt.yml, else takes the built-in ones. */
export function readTemplates(
  named: string | undefined,
  readFile: ReadFile,
  report: (problem: ConfigProblem) => void,
): PromptTemplate[] {
  const path = promptPathOf(named);
  const file = readYaml(path, readFile);
  const reportFile = (wrong: string, mend: string): void =>
    report({ variable: "PROMPT_FILE", wrong: `${path} ${wrong}`, mend });

  if (file.status === "unusable") report({ variable: "PROMPT_FILE", ...file.problem });
  if (file.status === "missing" && named !== undefined) {
    reportFile("does not exist", "correct the path, or unset PROMPT_FILE to use the built-in templates");
  }
  if (file.status !== "read") return [...DEFAULT_TEMPLATES];
  if (file.content === undefined) return [];
  if (!Array.isArray(file.content)) {
    reportFile("is not a list of templates", "write list items of title, prefix and suffix");
    return [];
  }
  return file.content.flatMap((entry: unknown, index) => {
    const parsed = item.safeParse(entry);
    if (parsed.success) return [parsed.data];
    reportFile(
      `has no proper template as its item ${index + 1}`,
      "give it a title, a prefix and a suffix, all of them texts",
    );
    return [];
  });
}
