import type { JobsOfQueue } from "./audit.ts";

/** Sessions and jobs kept in mind. Beyond it the oldest is forgotten: then a line is written twice, never none. */
const MAX_SESSIONS = 100;
const MAX_JOBS_PER_SESSION = 5_000;

/**
 * Remembers, in this process, which jobs a session was shown. An open board asks again every few seconds; a line for each time
 * would say nothing new and push everything else out of the log.
 *
 * @returns a function that leaves only the jobs that its session has not been shown before, and remembers them.
 */
export function createShownBefore(): (session: string, jobs: readonly JobsOfQueue[]) => JobsOfQueue[] {
  const bySession = new Map<string, Set<string>>();

  function shownTo(session: string): Set<string> {
    const seen = bySession.get(session) ?? new Set<string>();
    bySession.delete(session);
    bySession.set(session, seen);
    dropOldest(bySession, MAX_SESSIONS);
    return seen;
  }

  return (session, jobs) => {
    const seen = shownTo(session);
    const isNew = (queue: string, jobId: string): boolean => {
      const entry = `${queue}:${jobId}`;
      const known = seen.delete(entry);
      seen.add(entry);
      dropOldest(seen, MAX_JOBS_PER_SESSION);
      return !known;
    };
    return jobs
      .map(({ queue, jobIds }) => ({ queue, jobIds: jobIds.filter((jobId) => isNew(queue, jobId)) }))
      .filter(({ jobIds }) => jobIds.length > 0);
  };
}

function dropOldest(kept: Map<string, unknown> | Set<string>, most: number): void {
  if (kept.size <= most) return;
  const [oldest] = kept.keys();
  if (oldest !== undefined) kept.delete(oldest);
}
