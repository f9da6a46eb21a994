/** The most that `msgParam` may hold (D:the-robot-sends-a-group-message); a character of Chinese is three bytes. */
const MAX_MSG_PARAM_BYTES = 15_000;

/** A markdown message of a robot. It cannot mention anybody: "暂不支持 @ 功能". */
export interface RobotText {
  title: string;
  text: string;
}

/** A file that was uploaded before; `fileType` is its extension, without the dot. */
export interface RobotFile {
  mediaId: string;
  fileName: string;
  fileType: string;
}

/** The two fields of a call that carry a message (D:robot-message-type). */
export const messageFields = (message: RobotText | RobotFile): { msgKey: string; msgParam: string } => {
  if ("mediaId" in message) {
    const { mediaId, fileName, fileType } = message;
    return { msgKey: "sampleFile", msgParam: JSON.stringify({ mediaId, fileName, fileType }) };
  }
  const { title, text } = message;
  return { msgKey: "sampleMarkdown", msgParam: JSON.stringify({ title, text }) };
};

/** Whether DingTalk takes a message of this length. */
export const fitsMsgParam = (message: RobotText): boolean =>
  Buffer.byteLength(messageFields(message).msgParam) <= MAX_MSG_PARAM_BYTES;
