import type { ChatJob } from "@dinglane/jobs";
import type { SessionKey } from "@dinglane/sessions";

/** Whose memory a job reads: a robot's, of one person, in one conversation. */
export const sessionKeyOf = (job: ChatJob): SessionKey => ({
  robotKey: job.robotKey,
  conversationId: job.conversation.id,
  user: job.user.staffId ?? job.user.id,
});
