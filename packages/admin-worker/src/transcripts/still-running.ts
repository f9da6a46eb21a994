/** Jobs of a person who is erased do not end: the erasure is tried again, and fails in the end rather than claim too much. */
export class StillRunning extends Error {
  readonly code = "erasure_unfinished";

  constructor(count: number) {
    super(`${count} jobs of the person still run`);
    this.name = "StillRunning";
  }
}
