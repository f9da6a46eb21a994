import { randomBytes } from "node:crypto";
import { dingtalkWords } from "./replies.ts";

/** The part of a callback body that differs by type of message. */
export interface RobotMessageBody {
  msgtype?: string;
  text?: Record<string, unknown>;
  content?: unknown;
  errorCode?: number;
  errorMessage?: string;
}

/** An item of a rich text: words, or a picture. */
export type RichTextItem = { text: string } | { picture: string | undefined };

/** What a quoting message carries about the quoted one (captures only; not in DingTalk's documents). */
export interface QuotedBody {
  msgType?: string;
  msgId?: string;
  senderId?: string;
  createdAt?: number;
  content?: unknown;
}

/**
 * Bodies of every type of message a robot can get.
 * https://open.dingtalk.com/document/development/robot-message-type
 */
export const robotMessages = {
  text: (content: string, quoted?: QuotedBody): RobotMessageBody => ({
    msgtype: "text",
    text: { content, ...quote(quoted) },
  }),
  richText: (items: readonly RichTextItem[], quoted?: QuotedBody): RobotMessageBody => ({
    msgtype: "richText",
    content: { richText: items.map(richTextItem), ...quote(quoted) },
  }),
  picture: (downloadCode = freshCode()): RobotMessageBody => ({
    msgtype: "picture",
    content: { downloadCode, pictureDownloadCode: freshCode() },
  }),
  audio: (recognition?: string, durationMs = 4000, downloadCode = freshCode()): RobotMessageBody => ({
    msgtype: "audio",
    content: {
      duration: durationMs,
      downloadCode,
      ...(recognition === undefined ? {} : { recognition }),
    },
  }),
  video: (durationMs = 4000, downloadCode = freshCode()): RobotMessageBody => ({
    msgtype: "video",
    content: { duration: durationMs, downloadCode, videoType: "mp4" },
  }),
  file: (fileName: string, downloadCode = freshCode()): RobotMessageBody => ({
    msgtype: "file",
    content: { downloadCode, fileName, fileId: "10286131532", spaceId: "20313152533" },
  }),
  /** What the platform sends for a message it cannot hand to robots. */
  unknown: (): RobotMessageBody => ({
    msgtype: "unknownMsgType",
    content: { unknownMsgType: dingtalkWords.unknownMessage },
  }),
  markdown: (text: string): RobotMessageBody => ({ msgtype: "markdown", content: { text } }),
  interactiveCard: (url: string): RobotMessageBody => ({
    msgtype: "interactiveCard",
    content: { biz_custom_action_url: url },
  }),
  chatRecord: (title: string, summary: string): RobotMessageBody => ({
    msgtype: "chatRecord",
    content: { title, summary, chatRecord: "[]" },
  }),
  /** The month's quota is used up: a callback without words. */
  overQuota: (): RobotMessageBody => ({
    msgtype: "text",
    errorCode: 20001,
    errorMessage: dingtalkWords.overQuota,
  }),
};

function richTextItem(item: RichTextItem): Record<string, unknown> {
  if ("text" in item) {
    return item;
  }
  return { type: "picture", downloadCode: item.picture ?? freshCode(), pictureDownloadCode: freshCode() };
}

function quote(quoted: QuotedBody | undefined): Record<string, unknown> {
  return quoted === undefined ? {} : { isReplyMsg: true, repliedMsg: quoted };
}

function freshCode(): string {
  return `mIof${randomBytes(48).toString("base64")}`;
}
