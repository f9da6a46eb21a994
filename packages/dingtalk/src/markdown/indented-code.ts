const LIST_ITEM = /^\s*(?:[-*+]|\d{1,9}[.)])(?:\s|$)/;

/**
 * Creates the test for lines of an indented code block: four blanks or a tab after an empty line, but not inside a
 * list, where that is a paragraph of the item. Call it with every line, in order.
 */
export function createIndentedCodeDetector(): (line: string) => boolean {
  let isInList = false;
  let mayBegin = true;
  return (line) => {
    if (line.trim() === "") {
      mayBegin = true;
      return false;
    }
    const isIndented = line.startsWith("    ") || line.startsWith("\t");
    const isCode = isIndented && mayBegin && !isInList;
    if (!isCode) {
      mayBegin = false;
      if (LIST_ITEM.test(line)) isInList = true;
      else if (!line.startsWith(" ") && !line.startsWith("\t")) isInList = false;
    }
    return isCode;
  };
}
