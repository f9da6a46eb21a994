/** A sticker that a robot put on somebody's message, or took off it. */
export interface Emotion {
  atMs: number;
  robot: string;
  /** Of the message. */
  msgId: string;
  conversationId: string;
  name: string;
  /** Whether it is on it now. */
  isOn: boolean;
}
