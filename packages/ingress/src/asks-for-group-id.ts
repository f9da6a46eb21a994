import type { RobotMessage } from "@dinglane/dingtalk";

/** Asked in a group, by whomever: the log tells its id, since before the first administrator is named there is no other way to it. */
export function asksForGroupId({ content, conversation }: RobotMessage): boolean {
  return (
    conversation.type === "group" && content.type === "text" && content.text.trim().toLowerCase() === "群id"
  );
}
