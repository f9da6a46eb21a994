/** Edits (insert, delete, replace, swap of neighbours) that turn one word into the other. */
function distanceBetween(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      let edits = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (row > 1 && column > 1 && swapped) edits = Math.min(edits, (beforeLast[column - 2] ?? 0) + 1);
      current.push(edits);
    }
    beforeLast = last;
    last = current;
  }
  return last[to.length] ?? 0;
}

const plain = (word: string): string => word.toLowerCase().replaceAll(/[^a-z0-9]/gu, "");

/**
 * The word that somebody who wrote `word` most likely meant; nothing when none is near. Case, hyphens and underscores do not
 * count, so `apiKey` is near `api_key`.
 */
export function nearestWord(word: string, known: Iterable<string>): string | undefined {
  const wanted = plain(word).slice(0, 64);
  let nearest: string | undefined;
  let fewest = Math.max(1, Math.floor(wanted.length / 4)) + 1;
  for (const candidate of known) {
    const edits = distanceBetween(wanted, plain(candidate));
    if (edits < fewest) {
      fewest = edits;
      nearest = candidate;
    }
  }
  return nearest;
}
