/** Codes to download one picture with; `pictureDownloadCode` fetches a smaller rendering of it. */
export interface PictureCode {
  downloadCode: string;
  pictureDownloadCode?: string;
}

/** What somebody sent. Texts are trimmed and otherwise verbatim; `""` is a bare mention. */
export type MessageContent =
  | { type: "text"; text: string }
  | { type: "richText"; text: string; pictures: PictureCode[] }
  | { type: "picture"; picture: PictureCode }
  /** `recognition` is what DingTalk understood of the voice. */
  | { type: "audio"; recognition?: string; downloadCode?: string }
  | { type: "video"; downloadCode?: string }
  | { type: "file"; fileName?: string; downloadCode?: string }
  /** `msgtype` as DingTalk names it; `text` where it carries readable words all the same. */
  | { type: "unsupported"; msgtype: string; text?: string }
  /** The organisation's monthly quota is used up: DingTalk withholds what was said. */
  | { type: "overQuota"; errorCode: number; errorMessage: string };

/**
 * The message that a message replies to. DingTalk documents none of it, so everything is optional and nothing in it
 * makes a message malformed. Sometimes only the `msgId` is known.
 */
export interface QuotedMessage {
  msgId?: string;
  /** DingTalk's msgType: `text`, `picture`, `interactiveCard`, … */
  type?: string;
  senderId?: string;
  /** The robot itself wrote it. */
  isRobots?: boolean;
  text?: string;
  pictures?: PictureCode[];
  fileName?: string;
  downloadCode?: string;
  /** The quoted card's carrierId, when it was sent by OpenAPI. */
  processQueryKey?: string;
  /** What the quoted message itself replied to. */
  quoted?: QuotedMessage;
}

/** A message to a robot, as every part of the product reads it. Times are epoch milliseconds. */
export interface RobotMessage {
  /** Stable over redeliveries, but the same for each robot that one message mentions: identity is (robotKey, msgId). */
  msgId: string;
  /** `robotCode`, or `chatbotUserId` where that is absent or `normal`. */
  robotKey: string;
  /** Only a real one: an app's own robot. */
  robotCode?: string;
  chatbotUserId?: string;
  chatbotCorpId?: string;
  conversation: { id: string; type: "oneToOne" | "group"; title?: string };
  /** `staffId` is absent for people outside the robot's organisation and before the robot is published. */
  sender: { id: string; staffId?: string; nick: string; isAdmin?: boolean };
  createdAtMs: number;
  /** A bearer URL: never in logs, job data or metrics; check it with isTrustedSessionWebhook before use. */
  sessionWebhook: string;
  sessionWebhookExpiresAtMs: number;
  content: MessageContent;
  quoted?: QuotedMessage;
}
