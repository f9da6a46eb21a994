/** Scripts of BullMQ that would put a job past its lane's order, or change what a person wrote. */
export const REFUSED_SCRIPTS: ReadonlySet<string> = new Set([
  "addStandardJob",
  "addDelayedJob",
  "addPrioritizedJob",
  "addParentJob",
  "addJobScheduler",
  "updateJobScheduler",
  "updateData",
  "changeDelay",
  "changePriority",
  "moveJobsToWait",
  // Ours stand in for it (see finish.lua); nothing may end a job past its lane.
  "moveToFinished",
]);
