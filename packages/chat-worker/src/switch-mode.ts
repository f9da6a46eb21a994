import type { ComposedReply } from "@dinglane/delivery";
import type { SwitchMode } from "@dinglane/jobs";
import type { ChatMode, SessionStore } from "@dinglane/sessions";
import { markdownReplyOf } from "./markdown-reply.ts";
import { replies } from "./replies.ts";
import { sessionKeyOf } from "./session-key.ts";

/** Creates the use case of 单聊 and 串聊: the mode changes when the reply is committed, in the lane's order. */
export function createSwitchMode(deps: {
  sessions: SessionStore;
  defaultMode: ChatMode;
  ttlSeconds: number;
}) {
  return async (job: SwitchMode): Promise<ComposedReply> => ({
    reply: await markdownReplyOf(
      replies.modeSwitched(job.user.nick, job.mode, deps.defaultMode, deps.ttlSeconds),
      replies.fallbackTitle,
    ),
    effects: deps.sessions.effectsOfMode(sessionKeyOf(job), job.mode),
  });
}
