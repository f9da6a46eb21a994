/** A fence is at the start of its line; the rest of a long line need not be kept. */
const LINE_START_CHARACTERS = 64;

/** Follows a growing markdown text and knows whether its end is inside a fenced code block. */
export function trackFences(): { read(piece: string): void; isOpen(): boolean } {
  let line = "";
  let marker: string | undefined;

  function endLine(): void {
    const found = /^[ \t]*(```|~~~)/.exec(line)?.[1];
    if (marker === undefined) marker = found;
    else if (found === marker) marker = undefined;
    line = "";
  }

  return {
    read(piece) {
      for (const [index, part] of piece.split("\n").entries()) {
        if (index > 0) endLine();
        line = (line + part).slice(0, LINE_START_CHARACTERS);
      }
    },
    isOpen: () => marker !== undefined,
  };
}
