import type { ComposedReply } from "@dinglane/delivery";
import type { SwitchMode } from "@dinglane/jobs";
import type { Attempt, WriteReply } from "@dinglane/reply-worker";
import type { ChatMode, SessionStore } from "@dinglane/sessions";
import { replies } from "./replies.ts";
import { serialEffects } from "./serial-effects.ts";
import { sessionKeyOf } from "./session-key.ts";

/** Creates the use case of 单聊 and 串聊: the mode changes when the reply is committed, in the lane's order. */
export function createSwitchMode(deps: {
  sessions: SessionStore;
  write: WriteReply;
  defaultMode: ChatMode;
  ttlSeconds: number;
}) {
  return async (job: SwitchMode, { serialKey }: Attempt): Promise<ComposedReply> => ({
    reply: await deps.write(replies.modeSwitched(job.user.nick, job.mode, deps.defaultMode, deps.ttlSeconds)),
    effects: [
      ...deps.sessions.effectsOfMode(sessionKeyOf(job), job.mode),
      // Leaving it, the key is left to its time: the person may have context in another conversation.
      ...(job.mode === "multiTurn" ? serialEffects(serialKey, deps.ttlSeconds) : []),
    ],
  });
}
