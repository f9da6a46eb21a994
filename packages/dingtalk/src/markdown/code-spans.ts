/**
 * Finds the end of the code span that a run of backticks opens: the next run of just that length. Ask with growing
 * positions: the whole line then takes linear time, however many runs there are.
 */
export function createCodeSpanFinder(line: string): (from: number, length: number) => number | undefined {
  const runs = new Map<number, { starts: number[]; next: number }>();
  for (const match of line.matchAll(/`+/g)) {
    const length = match[0].length;
    const known = runs.get(length);
    if (known === undefined) runs.set(length, { starts: [match.index], next: 0 });
    else known.starts.push(match.index);
  }
  return (from, length) => {
    const known = runs.get(length);
    if (known === undefined) return undefined;
    while ((known.starts[known.next] ?? Infinity) < from) known.next += 1;
    const start = known.starts[known.next];
    return start === undefined ? undefined : start + length;
  };
}
