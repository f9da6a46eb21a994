import { FAILSAFE_SCHEMA, loadAll, mergeTag, YAMLException } from "js-yaml";
import type { ConfigProblem } from "./config-problem.ts";

/** Contents of a file, or undefined where there is none. Throws when it is there and cannot be read. */
export type ReadFile = (path: string) => string | undefined;

/** Every scalar stays the text that was written: 007 is not 7, and a user id of twenty digits keeps them all. */
const TEXTS_ONLY = FAILSAFE_SCHEMA.withTags(mergeTag);

export type YamlFile =
  | { status: "missing" }
  | { status: "unusable"; problem: ConfigProblem }
  | { status: "read"; content: unknown };

function unusable(path: string, wrong: string, mend: string): YamlFile {
  return { status: "unusable", problem: { wrong: `${path} ${wrong}`, mend } };
}

/** What the parser says, up to where it begins to quote the file: a secret may follow. */
function reasonOf(error: YAMLException): string {
  const [reason = ""] = error.reason.split(/["'<:!(]/u, 1);
  const place =
    error.mark === undefined ? "" : `, line ${error.mark.line + 1}, column ${error.mark.column + 1}`;
  return `${reason.trim()}${place}`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : "unknown error";
}

/** Reads YAML, and JSON, which is YAML too. The content of an empty file is undefined. */
export function readYaml(path: string, readFile: ReadFile): YamlFile {
  let text: string | undefined;
  try {
    text = readFile(path);
  } catch (error) {
    return unusable(path, `cannot be read (${codeOf(error)})`, "let this process read the file");
  }
  if (text === undefined) return { status: "missing" };
  try {
    const documents = loadAll(text, { schema: TEXTS_ONLY });
    if (documents.length > 1) {
      return unusable(path, "holds several documents", "keep one, without a line of --- in between");
    }
    return { status: "read", content: documents[0] === "" ? undefined : documents[0] };
  } catch (error) {
    const kind = path.endsWith(".json") ? "JSON" : "YAML";
    const reason = error instanceof YAMLException ? reasonOf(error) : codeOf(error);
    return unusable(path, `is not valid ${kind}: ${reason}`, `correct that place in the file`);
  }
}
