import type { FindingCode, FindingFacts } from "./finding-facts.ts";

/** `unchecked`: nothing is known to be wrong, but nothing was proved either; `seen` says why. */
export type FindingLevel = "ok" | "warn" | "fail" | "unchecked";

interface Sight {
  /** What was looked at: "maxmemory-policy", "robot dingabc". */
  subject: string;
  /** What was seen, as a sentence without its full stop. */
  seen: string;
}

/** What nobody need act on. */
interface Remark extends Sight {
  level: "ok" | "unchecked";
  todo?: never;
}

/** What somebody should act on; by its code and facts it can be told in other words than these. */
export type Complaint<C extends FindingCode = FindingCode> = {
  [K in C]: Sight & {
    level: "warn" | "fail";
    /** What the operator can do about it. */
    todo: string;
    code: K;
    /** The values in `seen` and `subject`. */
    facts: FindingFacts[K];
  };
}[C];

/** One thing that a check saw. Never holds a secret, nor text that another server wrote beyond a plain code. */
export type Finding = Remark | Complaint;

/** The same where somebody else says what was looked at. */
export type Nameless<F extends Finding = Finding> = F extends unknown ? Omit<F, "subject"> : never;
