/** The code says it all. */
export type NoFacts = Record<string, never>;
