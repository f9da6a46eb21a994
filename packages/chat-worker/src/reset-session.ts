import type { ComposedReply } from "@dinglane/delivery";
import type { ResetSession } from "@dinglane/jobs";
import type { WriteReply } from "@dinglane/reply-worker";
import type { ChatMode, SessionStore } from "@dinglane/sessions";
import { replies } from "./replies.ts";
import { sessionKeyOf } from "./session-key.ts";

/** Creates the use case of 重置, 退出, 结束 and the configured word: context and mode are forgotten. */
export function createResetSession(deps: {
  sessions: SessionStore;
  write: WriteReply;
  defaultMode: ChatMode;
}) {
  return async (job: ResetSession): Promise<ComposedReply> => ({
    reply: await deps.write(replies.sessionReset(job.user.nick, deps.defaultMode)),
    effects: deps.sessions.effectsOfReset(sessionKeyOf(job)),
  });
}
