const MESSAGES = {
  lock_lost: "another worker may have the job now",
  handed_back: "this process is stopping",
  stopped: "its person has stopped it",
};

/** Why a running attempt is aborted; the signal's reason. */
export class AttemptAborted extends Error {
  readonly code: keyof typeof MESSAGES;

  constructor(code: AttemptAborted["code"]) {
    super(MESSAGES[code]);
    this.name = "AttemptAborted";
    this.code = code;
  }
}

/** Whether an attempt was aborted because its person has stopped it. */
export const isStopped = ({ reason }: AbortSignal): boolean =>
  reason instanceof AttemptAborted && reason.code === "stopped";

/** The reason as BullMQ takes it: it hands it on to the signal as it is; only its type asks for words. */
export function abortReason(code: AttemptAborted["code"]): string {
  return new AttemptAborted(code) as unknown as string;
}
