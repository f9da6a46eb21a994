declare module "vitest" {
  interface ProvidedContext {
    /** The Redis of this test run, with as many logical databases as `databaseCount`. */
    redisUrl: string;
  }
}

/** Logical databases of the test Redis; 0 holds the counter that hands out the others. */
export const databaseCount = 4096;
