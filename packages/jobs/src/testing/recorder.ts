import { setTimeout as sleep } from "node:timers/promises";
import type { Answer } from "./lab.ts";

/** Watches who runs when: order per user, how many of one user at once, and how many have ended. */
export interface Recorder {
  started: string[];
  ended: string[];
  mostAtOnce: number;
  /** msgIds of one user, in the order in which they ended. */
  endedOf(user: string): string[];
  /** A processor that takes so long. */
  taking(ms: number): Answer;
}

export function createRecorder(): Recorder {
  const running = new Map<string, number>();
  const ended: [user: string, msgId: string][] = [];
  const recorder: Recorder = {
    started: [],
    ended: [],
    mostAtOnce: 0,
    endedOf: (user) => ended.filter(([of]) => of === user).map(([, msgId]) => msgId),
    taking: (ms) => async (task) => {
      const user = task.payload.user.id;
      const now = (running.get(user) ?? 0) + 1;
      running.set(user, now);
      recorder.mostAtOnce = Math.max(recorder.mostAtOnce, now);
      recorder.started.push(task.payload.msgId);
      try {
        await sleep(ms, undefined, { signal: task.signal });
      } finally {
        running.set(user, (running.get(user) ?? 0) - 1);
      }
      ended.push([user, task.payload.msgId]);
      recorder.ended.push(task.payload.msgId);
    },
  };
  return recorder;
}
