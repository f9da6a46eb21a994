import type { Check } from "./check.ts";
import type { Clock } from "./clock.ts";
import type { Complaint, Finding } from "./finding.ts";

export interface Report {
  sections: { name: string; findings: Finding[] }[];
  tookMs: number;
}

export interface RunOptions {
  clock: Pick<Clock, "elapsedMs">;
  /** Bound of every single check; all run at once, so of the whole as well. */
  timeoutMs?: number;
}

const LONGEST_CHECK_MS = 10_000;
/** Between telling a check to end and giving up on it. */
const LAST_WORDS_MS = 500;

/** Runs all checks at once. Never rejects; sections stand in the order of the checks. */
export async function runChecks(checks: readonly Check[], options: RunOptions): Promise<Report> {
  const { clock, timeoutMs = LONGEST_CHECK_MS } = options;
  const startedAtMs = clock.elapsedMs();
  const sections = await Promise.all(
    checks.map(async (check) => ({ name: check.name, findings: await runBounded(check, timeoutMs) })),
  );
  return { sections, tookMs: clock.elapsedMs() - startedAtMs };
}

async function runBounded(check: Check, timeoutMs: number): Promise<Finding[]> {
  const ending = new AbortController();
  const late = Promise.withResolvers<Finding[]>();
  const softTimer = setTimeout(() => ending.abort(), Math.max(0, timeoutMs - LAST_WORDS_MS));
  const hardTimer = setTimeout(() => late.resolve([tooLate(timeoutMs)]), timeoutMs);
  try {
    return await Promise.race([check.run(ending.signal), late.promise]);
  } catch (error) {
    return [broken(error)];
  } finally {
    clearTimeout(softTimer);
    clearTimeout(hardTimer);
    ending.abort();
  }
}

function tooLate(timeoutMs: number): Complaint {
  const seconds = timeoutMs / 1000;
  return {
    level: "fail",
    code: "check_too_slow",
    facts: { seconds },
    subject: "time",
    seen: `no result within ${seconds} s`,
    todo: "Run the doctor again; if it stays so, something on the way swallows packets: look at firewalls and DNS",
  };
}

/** Its message may quote what was being read, so only its name is told. */
function broken(error: unknown): Complaint {
  const name = error instanceof Error ? error.name : typeof error;
  return {
    level: "fail",
    code: "check_broken",
    facts: { name },
    subject: "the check itself",
    seen: `it broke (${name})`,
    todo: "This is a mistake in Dinglane: please report it with the version you run",
  };
}
