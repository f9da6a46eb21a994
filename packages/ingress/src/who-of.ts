import type { RobotMessage } from "@dinglane/dingtalk";
import type { Who } from "@dinglane/settings";

/** The asker and the place, as the operator's lists look at them. */
export function whoOf({ conversation, sender, robotCode }: RobotMessage): Who {
  return {
    conversationType: conversation.type,
    conversationId: conversation.id,
    ...(sender.staffId === undefined ? {} : { staffId: sender.staffId }),
    // Only an app's own robot has a robotCode.
    outgoing: robotCode === undefined,
  };
}
