import { z } from "zod";

const MAX_MSG_PARAM_BYTES = 15_000;
const filled = z.string().min(1);

/** msgKeys that people can be shown, as the webhook message that looks alike. */
const shown = {
  sampleText: z
    .object({ content: filled })
    .transform(({ content }) => ({ msgtype: "text", text: { content } })),
  sampleMarkdown: z
    .object({ title: filled, text: filled })
    .transform((markdown) => ({ msgtype: "markdown", markdown })),
  sampleImageMsg: z.object({ photoURL: filled }).transform(({ photoURL }) => ({
    msgtype: "markdown",
    markdown: { title: "image", text: `![](${photoURL})` },
  })),
  sampleLink: z
    .object({ title: filled, text: filled, messageUrl: filled, picUrl: z.string().optional() })
    .transform((link) => ({ msgtype: "link", link })),
  sampleActionCard: z
    .object({ title: filled, text: filled, singleTitle: filled, singleURL: filled })
    .transform((actionCard) => ({ msgtype: "actionCard", actionCard })),
};
/** The others: taken, and shown by their name. */
const NAMED_ONLY = /^sample(?:ActionCard[2-6]|Audio|File|Video)$/;

/** A message by OpenAPI in the form that a webhook takes, or the code that refuses it. */
export type RobotMessage = { ok: true; message: unknown } | { ok: false; code: string };

const refused = (code: string): RobotMessage => ({ ok: false, code: `invalidParameter.${code}` });

/**
 * Reads `msgKey` and `msgParam`.
 * https://open.dingtalk.com/document/development/robot-message-type
 */
export function parseRobotMessage(msgKey: unknown, msgParam: unknown): RobotMessage {
  if (typeof msgKey !== "string" || msgKey === "") return refused("msgKey.empty");
  const isShown = Object.hasOwn(shown, msgKey);
  if (!isShown && !NAMED_ONLY.test(msgKey)) return refused("msgKey.invalid");
  if (typeof msgParam !== "string") return refused("msgParam.invalid");
  if (Buffer.byteLength(msgParam) > MAX_MSG_PARAM_BYTES) return refused("msgParam.tooLong");
  let param: unknown;
  try {
    param = JSON.parse(msgParam);
  } catch {
    return refused("msgParam.invalid");
  }
  if (!isShown) return { ok: true, message: { msgtype: "text", text: { content: msgKey } } };
  const parsed = shown[msgKey as keyof typeof shown].safeParse(param);
  return parsed.success ? { ok: true, message: parsed.data } : refused("msgParam.invalid");
}
