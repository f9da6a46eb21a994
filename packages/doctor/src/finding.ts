/** `unchecked`: nothing is known to be wrong, but nothing was proved either; `seen` says why. */
export type FindingLevel = "ok" | "warn" | "fail" | "unchecked";

/** One thing that a check saw. Never holds a secret, nor text that another server wrote beyond a plain code. */
export interface Finding {
  level: FindingLevel;
  /** What was looked at: "maxmemory-policy", "robot dingabc". */
  subject: string;
  /** What was seen, as a sentence without its full stop. */
  seen: string;
  /** What the operator can do about it. Always there with `warn` and `fail`. */
  todo?: string;
}
