/**
 * What becomes of the work; but `otherwise` as soon as the signal is aborted. Then the work goes on by itself, and nobody
 * hears how it ends.
 */
export async function unlessAborted<Result, Otherwise>(
  work: Promise<Result>,
  signal: AbortSignal | undefined,
  otherwise: Otherwise,
): Promise<Result | Otherwise> {
  if (signal === undefined) return work;
  const aborted = Promise.withResolvers<Otherwise>();
  const giveUp = (): void => aborted.resolve(otherwise);
  signal.addEventListener("abort", giveUp);
  if (signal.aborted) giveUp();
  return Promise.race([work, aborted.promise]).finally(() => signal.removeEventListener("abort", giveUp));
}
