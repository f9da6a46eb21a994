/** A figure, or a word where a word says more. */
type Cell = number | string;

/** One table: the same columns in every row. */
export interface Section {
  title: string;
  /** What a reader must know to read it right. */
  note: string;
  columns: readonly string[];
  rows: readonly (readonly Cell[])[];
}

/** A section as lines of text; numbers stand right, words left. */
export function sectionLines({ title, note, columns, rows }: Section): string[] {
  const cells = rows.map((row) => row.map(shown));
  const widths = columns.map((name, index) =>
    Math.max(name.length, ...cells.map((row) => row[index]?.length ?? 0)),
  );
  const line = (row: readonly string[], isNumber: (index: number) => boolean): string =>
    row
      .map((cell, index) =>
        isNumber(index) ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0),
      )
      .join("  ")
      .trimEnd();
  return [
    "",
    `## ${title}`,
    note,
    "",
    line(columns, (index) => typeof rows[0]?.[index] === "number"),
    ...cells.map((row, at) => line(row, (index) => typeof rows[at]?.[index] === "number")),
  ];
}

function shown(cell: Cell): string {
  if (typeof cell === "string") return cell;
  if (!Number.isFinite(cell)) return "–";
  if (Math.abs(cell) >= 100) return Math.round(cell).toString();
  return cell.toFixed(Math.abs(cell) >= 10 ? 1 : 2);
}
