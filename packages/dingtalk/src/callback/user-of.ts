import type { RobotMessage } from "./robot-message.ts";

/** Who a person is to the product: the staff id, else DingTalk's sender id; never the nick, which anyone may choose. */
export const userOf = (message: Pick<RobotMessage, "sender">): string =>
  message.sender.staffId ?? message.sender.id;
