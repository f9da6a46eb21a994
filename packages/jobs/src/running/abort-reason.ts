/** Why a running attempt is aborted; the signal's reason. */
export class AttemptAborted extends Error {
  readonly code: "lock_lost" | "handed_back";

  constructor(code: AttemptAborted["code"]) {
    super(code === "lock_lost" ? "another worker may have the job now" : "this process is stopping");
    this.name = "AttemptAborted";
    this.code = code;
  }
}
