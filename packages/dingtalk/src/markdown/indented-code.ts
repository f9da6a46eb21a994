const LIST_ITEM = /^\s*(?:[-*+]|\d{1,9}[.)])(?:\s|$)/;
/** Four columns: a tab goes on to the next multiple of four. */
const CODE_INDENT = /^(?: {4}| {0,3}\t)/;

/** Whether a line is indented far enough to be code, were it to stand after an empty line and outside a list. */
export const isIndentedLikeCode = (line: string): boolean => CODE_INDENT.test(line);

export interface IndentedCodeReader {
  /**
   * Whether the line belongs to an indented code block. Call it with every line, in order; `isContinuation` says that
   * the line is put into the paragraph above it, and so into that one's item.
   */
  isCode(line: string, isContinuation: boolean): boolean;
  /** Whether the lines so far end in a list. */
  isInList(): boolean;
}

/**
 * Creates the test for lines of an indented code block: indented after an empty line, but not inside a list, where
 * that is a paragraph of the item.
 */
export function createIndentedCodeReader(): IndentedCodeReader {
  let isInList = false;
  let mayBegin = true;
  return {
    isCode(line, isContinuation) {
      if (line.trim() === "") {
        mayBegin = true;
        return false;
      }
      const isCode = mayBegin && !isInList && isIndentedLikeCode(line);
      if (!isCode) {
        mayBegin = false;
        if (LIST_ITEM.test(line)) isInList = true;
        else if (!isContinuation && !/^[ \t]/.test(line)) isInList = false;
      }
      return isCode;
    },
    isInList: () => isInList,
  };
}
