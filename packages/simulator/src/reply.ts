import { z } from "zod";

const filled = z.string().min(1);
const ids = z.array(z.string()).optional();

const at = z
  .looseObject({ atMobiles: ids, atUserIds: ids, atDingtalkIds: ids, isAtAll: z.boolean().optional() })
  .optional();

const button = z.looseObject({ title: filled, actionURL: filled });
const feedItem = z.looseObject({ title: filled, messageURL: filled, picURL: z.string().optional() });

const cardHead = { title: filled, text: filled, btnOrientation: z.enum(["0", "1"]).optional() };

/**
 * The bodies a sessionWebhook and a callback's response take.
 * https://open.dingtalk.com/document/development/robot-message-type
 */
export const replySchemas = {
  text: z.looseObject({ msgtype: z.literal("text"), text: z.looseObject({ content: filled }), at }),
  markdown: z.looseObject({
    msgtype: z.literal("markdown"),
    markdown: z.looseObject({ title: filled, text: filled }),
    at,
  }),
  link: z.looseObject({
    msgtype: z.literal("link"),
    link: z.looseObject({ title: filled, text: filled, messageUrl: filled, picUrl: z.string().optional() }),
  }),
  actionCard: z.looseObject({
    msgtype: z.literal("actionCard"),
    actionCard: z.union([
      z.looseObject({ ...cardHead, singleTitle: filled, singleURL: filled }),
      z.looseObject({ ...cardHead, btns: z.array(button).min(1) }),
    ]),
    at,
  }),
  feedCard: z.looseObject({
    msgtype: z.literal("feedCard"),
    feedCard: z.looseObject({ links: z.array(feedItem).min(1) }),
  }),
  empty: z.looseObject({ msgtype: z.literal("empty") }),
};

/** A message that robots send by OpenAPI only: files, each by its mediaId. */
type MediaReply =
  | { msgtype: "file"; file: { mediaId: string; fileName: string } }
  | { msgtype: "audio"; audio: { mediaId: string; durationMs: number } }
  | { msgtype: "video"; video: { mediaId: string; seconds: number } };

/** A message DingTalk accepts from a robot. */
export type Reply = z.infer<(typeof replySchemas)[keyof typeof replySchemas]> | MediaReply;
