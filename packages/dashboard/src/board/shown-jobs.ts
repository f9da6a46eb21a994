import { z } from "zod";
import type { JobsOfQueue } from "./audit.ts";

const lists = z.object({
  queues: z.array(z.object({ name: z.string(), jobs: z.array(z.object({ id: z.coerce.string() })) })),
});

/** Which jobs an answer is about: the one its route names, else those it lists. */
export function shownJobs(params: Readonly<Record<string, string>>, body: unknown): JobsOfQueue[] {
  const { queueName, jobId } = params;
  if (queueName !== undefined && jobId !== undefined) return [{ queue: queueName, jobIds: [jobId] }];
  const { queues } = lists.safeParse(body).data ?? { queues: [] };
  return queues
    .filter(({ jobs }) => jobs.length > 0)
    .map(({ name, jobs }) => ({ queue: name, jobIds: jobs.map(({ id }) => id) }));
}
