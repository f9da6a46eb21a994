/** What tests compare of a document. */
export interface MarkdownFacts {
  headings: { level: number; anchor: string }[];
  codeBlocks: { language: string; lines: string[] }[];
  /** Where links and images lead, in order. */
  targets: string[];
  /** Number of rows of each table, with its headline. */
  tables: number[];
}

const FENCE = /^ {0,3}(`{3,})\s*(\S*)\s*$/;
const HEADING = /^(#{1,6}) +(.+?) *$/;
const CODE_SPAN = /(`+)(?!`).*?[^`]\1(?!`)/g;
const TARGET = /\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g;

/** Reads the Markdown that our documents are written in: fenced code, `#` headings, inline links and pipe tables. */
export function parseMarkdown(text: string): MarkdownFacts {
  const facts: MarkdownFacts = { headings: [], codeBlocks: [], targets: [], tables: [] };
  let fence: string | undefined;
  let wasTable = false;
  for (const line of text.split("\n")) {
    const opened = FENCE.exec(line);
    if (fence !== undefined) {
      if (opened?.[1] === fence) fence = undefined;
      else facts.codeBlocks.at(-1)?.lines.push(line);
      continue;
    }
    if (opened !== null) {
      fence = opened[1];
      facts.codeBlocks.push({ language: opened[2] ?? "", lines: [] });
      continue;
    }
    const isTable = line.startsWith("|");
    if (isTable && wasTable) facts.tables.push((facts.tables.pop() ?? 0) + 1);
    else if (isTable) facts.tables.push(1);
    wasTable = isTable;
    const [, marks = "", title = ""] = HEADING.exec(line) ?? [];
    if (marks !== "") facts.headings.push({ level: marks.length, anchor: anchorOf(title) });
    const prose = line.replaceAll(CODE_SPAN, "");
    facts.targets.push(...Array.from(prose.matchAll(TARGET), (match) => match[1] ?? ""));
  }
  return facts;
}

/** As GitHub makes it. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}_\- ]/gu, "")
    .replaceAll(" ", "-");
}
