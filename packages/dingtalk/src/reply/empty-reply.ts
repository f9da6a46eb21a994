import type { EmptyReply } from "./reply-body.ts";

/** The answer to a callback that says nothing in the conversation (D:robot-message-type). */
export const emptyReply = (): EmptyReply => ({ msgtype: "empty" });
