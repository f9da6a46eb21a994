/** Adds figures to a test's report; `--reporter=verbose` prints them. */
export async function note(
  annotate: (message: string, type: string) => Promise<unknown>,
  figures: Record<string, unknown>,
): Promise<void> {
  const words = Object.entries(figures).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  await annotate(words.join(", "), "figures");
}
