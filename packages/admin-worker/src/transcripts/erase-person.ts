import type { ComposedReply, HostedFiles } from "@dinglane/delivery";
import type { ErasePerson, JobErasure } from "@dinglane/jobs";
import type { Attempt, WriteReply } from "@dinglane/reply-worker";
import type { TranscriptStore } from "@dinglane/transcripts";
import { replies, type Removed } from "./replies.ts";
import { StillRunning } from "./still-running.ts";

type Message = Pick<ErasePerson, "robotKey" | "msgId">;

export interface ErasePersonDeps {
  store: Pick<TranscriptStore, "erase" | "compact">;
  hostedFiles: Pick<HostedFiles, "removeWhere">;
  eraseJobs(person: { userId: string; except: Message; nowMs: number }): Promise<JobErasure>;
  eraseReplies(person: {
    userId: string;
    messages: readonly Message[];
    except: Message;
    nowMs: number;
  }): Promise<number>;
  eraseSessions(userId: string): Promise<number>;
  eraseEntries(userId: string): Promise<number>;
  erasePictures(messages: readonly Message[]): Promise<number>;
  write: WriteReply;
  now: () => number;
}

/**
 * Creates the use case of #删除对话: whatever the bot holds of a person's words goes. It is done twice. The first pass
 * takes away what work reads; the second stops and removes what had read it before, or came in between. From then on
 * nothing of what was said can be written again: a message that was stopped cannot commit, and the database refuses
 * what was asked before its erasure.
 */
export function createErasePerson(deps: ErasePersonDeps) {
  const { store, hostedFiles, now } = deps;

  async function pass(job: ErasePerson): Promise<{ left: number; removed: Removed }> {
    const { userId } = job;
    const nowMs = now();
    const except = { robotKey: job.robotKey, msgId: job.msgId };
    const jobs = await deps.eraseJobs({ userId, except, nowMs });
    const stored = await store.erase({ userId, by: job.user.id, atMs: nowMs });
    const messages = [...jobs.messages, ...stored];
    const isTheirs = ({ user }: Readonly<Record<string, string>>): boolean => user === userId;
    const removed = {
      exchanges: stored.length,
      jobs: jobs.removed,
      stopped: jobs.stopped,
      replies: await deps.eraseReplies({ userId, messages, except, nowMs }),
      sessions: await deps.eraseSessions(userId),
      pending: await deps.eraseEntries(userId),
      exports: await hostedFiles.removeWhere("export", isTheirs),
      pictures: (await hostedFiles.removeWhere("image", isTheirs)) + (await deps.erasePictures(messages)),
    };
    return { left: jobs.left, removed };
  }

  return async (job: ErasePerson, { signal }: Pick<Attempt, "signal">): Promise<ComposedReply> => {
    const first = await pass(job);
    signal.throwIfAborted();
    const second = await pass(job);
    if (second.left > 0) throw new StillRunning(second.left);
    await store.compact();
    const words = replies.erased(job.userId, sum(first.removed, second.removed));
    return { reply: await deps.write(words), effects: [] };
  };
}

const sum = (one: Removed, other: Removed): Removed => ({
  exchanges: one.exchanges + other.exchanges,
  jobs: one.jobs + other.jobs,
  stopped: one.stopped + other.stopped,
  replies: one.replies + other.replies,
  sessions: one.sessions + other.sessions,
  pending: one.pending + other.pending,
  exports: one.exports + other.exports,
  pictures: one.pictures + other.pictures,
});
