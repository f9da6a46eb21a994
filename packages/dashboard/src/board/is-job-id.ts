/**
 * Whether a text is the id of a message's job (see jobs/src/job-id.ts). BullMQ takes whatever it is given for the end of a key,
 * and its own keys (`meta`, `wait`, `<id>:lock`, …) begin like those of jobs: "removing" one would delete a queue's state.
 */
export function isJobId(text: string): boolean {
  return /^m[\w-]{22}$/.test(text);
}
