import type { Finding } from "./finding.ts";

/** A group of findings under one heading. */
export interface Check {
  name: string;
  /** Rejects only on a mistake of its own: what is wrong with the world is a finding. */
  run: (signal: AbortSignal) => Promise<Finding[]>;
}
