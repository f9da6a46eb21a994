const NULLS = new Set(["~", "null", "Null", "NULL"]);

/** Whether a scalar is one of YAML's ways to write nothing (https://yaml.org/spec/1.2.2/#1032-tag-resolution); we read all of them as texts. */
export function isYamlNull(text: string): boolean {
  return NULLS.has(text);
}
