/** Whom DingTalk notifies: the text must also hold `@<userId>`, which clients show as the nick. */
export interface At {
  atUserIds: string[];
  isAtAll: false;
}

export interface TextReply {
  msgtype: "text";
  text: { content: string };
  at?: At;
}

export interface MarkdownReply {
  msgtype: "markdown";
  markdown: { title: string; text: string };
  at?: At;
}

export interface EmptyReply {
  msgtype: "empty";
}

/** A body for the answer to a callback or for a sessionWebhook. */
export type ReplyBody = TextReply | MarkdownReply | EmptyReply;
