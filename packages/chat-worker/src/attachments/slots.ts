/** Runs work when one of its slots is free. */
export type Slots = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** Creates a room in which so much work at most goes on at a time, the others waiting in line. */
export function createSlots(size: number): Slots {
  let free = size;
  const line: (() => void)[] = [];
  return async (work) => {
    if (free === 0) await new Promise<void>((resolve) => line.push(resolve));
    else free -= 1;
    try {
      return await work();
    } finally {
      const next = line.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
