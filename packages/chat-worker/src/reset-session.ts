import type { ComposedReply } from "@dinglane/delivery";
import type { ResetSession } from "@dinglane/jobs";
import type { ChatMode, SessionStore } from "@dinglane/sessions";
import { markdownReplyOf } from "./markdown-reply.ts";
import { replies } from "./replies.ts";
import { sessionKeyOf } from "./session-key.ts";

/** Creates the use case of 重置, 退出, 结束 and the configured word: context and mode are forgotten. */
export function createResetSession(deps: { sessions: SessionStore; defaultMode: ChatMode }) {
  return async (job: ResetSession): Promise<ComposedReply> => ({
    reply: await markdownReplyOf(
      replies.sessionReset(job.user.nick, deps.defaultMode),
      replies.fallbackTitle,
    ),
    effects: deps.sessions.effectsOfReset(sessionKeyOf(job)),
  });
}
