/** Whether a line is the second row of a table: bars, dashes, colons and blanks, with at least one bar and one dash. */
export const isTableDelimiter = (content: string): boolean =>
  content.includes("|") && content.includes("-") && /^[|:\- \t]+$/.test(content);
