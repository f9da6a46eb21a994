import { setImmediate } from "node:timers/promises";

/** Runs a short computation when its turn has come. */
export type OnePerTurn = <Result>(work: () => Result) => Promise<Result>;

/**
 * Creates a line in which computations run one per turn of the event loop, so that twenty long answers that end
 * together delay others by the longest of them, not by their sum.
 */
export function createOnePerTurn(): OnePerTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(() => setImmediate()).then(work);
    last = result.catch(() => undefined);
    return result;
  };
}
