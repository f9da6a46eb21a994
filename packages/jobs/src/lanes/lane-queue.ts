import type { AddOutcome } from "../add-outcome.ts";
import type { LaneEntry } from "./lane-entry.ts";

/**
 * The lanes of one queue, as the rest of this package knows them. What finishes, fails, retries or is removed needs
 * no call: the backend below BullMQ sees to it.
 */
export interface LaneQueue {
  addToLane(entry: LaneEntry): Promise<AddOutcome>;
  /** Mends what was broken behind our back. Returns how many dead heads it found. */
  sweep(): Promise<number>;
}
