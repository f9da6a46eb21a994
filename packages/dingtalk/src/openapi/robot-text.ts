/** The most that `msgParam` may hold (D:the-robot-sends-a-group-message); a character of Chinese is three bytes. */
const MAX_MSG_PARAM_BYTES = 15_000;

/** A markdown message of a robot. It cannot mention anybody: "暂不支持 @ 功能". */
export interface RobotText {
  title: string;
  text: string;
}

/** The two fields of a call that carry a message. */
export const messageFields = ({ title, text }: RobotText): { msgKey: string; msgParam: string } => ({
  msgKey: "sampleMarkdown",
  msgParam: JSON.stringify({ title, text }),
});

/** Whether DingTalk takes a message of this length. */
export const fitsMsgParam = (message: RobotText): boolean =>
  Buffer.byteLength(messageFields(message).msgParam) <= MAX_MSG_PARAM_BYTES;
