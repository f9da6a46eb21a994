import { readContainerPrefix } from "./container-prefix.ts";
import { fenceOpenedBy } from "./fence.ts";

/** Invisible, and no blank in markdown's eyes: what follows it does not stand at the start of the line. */
export const ZERO_WIDTH_SPACE = "\u200B";

/** A line of text that must not open a code block: an overlong run of backticks, or a line cut in the wrong place. */
export function defuseFence(line: string): string {
  if (fenceOpenedBy(line) === undefined) return line;
  const { end } = readContainerPrefix(line);
  return line.slice(0, end) + ZERO_WIDTH_SPACE + line.slice(end);
}
