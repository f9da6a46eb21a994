import { z } from "zod";

/** Longest identifier and URL that DingTalk is known to send are under 200 characters; these end up in keys. */
const MAX_ID_LENGTH = 512;
const MAX_URL_LENGTH = 2_048;

const id = z.string().min(1).max(MAX_ID_LENGTH);
/** Empty means absent: DingTalk sends `senderStaffId: ""` for people outside the organisation. */
const optionalId = z
  .string()
  .max(MAX_ID_LENGTH)
  .nullish()
  .transform((value) => value || undefined);
const optionalText = z
  .string()
  .nullish()
  .transform((value) => value || undefined);
/** The tables of the documentation say String, its samples are numbers. */
const integer = z.preprocess(
  (value) => (typeof value === "string" && /^-?\d{1,15}$/.test(value) ? Number(value) : value),
  z.number().int(),
);
const epochMs = integer.pipe(z.number().positive());
/** What nothing depends on: a wrong type there must not cost the message. */
const anyFlag = z.boolean().optional().catch(undefined);
const anyText = optionalText.catch(undefined);
const anyId = optionalId.catch(undefined);
const anyInteger = integer.nullish().catch(undefined);

/** The fields that every callback has (D:robot-message-type); what was said is read apart, by `msgtype`. */
export const callbackSchema = z.object({
  msgId: id,
  msgtype: optionalText,
  robotCode: optionalId,
  // Only Outgoing robots are known by it; without it one of those is missing its name.
  chatbotUserId: anyId,
  chatbotCorpId: anyId,
  conversationId: id,
  conversationType: z.preprocess(
    (value) => (typeof value === "number" ? String(value) : value),
    z.enum(["1", "2"]),
  ),
  conversationTitle: anyText,
  senderId: id,
  senderStaffId: optionalId,
  senderNick: anyText.transform((nick) => nick ?? ""),
  isAdmin: anyFlag,
  atUsers: z.array(z.unknown()).optional().catch(undefined),
  createAt: epochMs,
  sessionWebhook: z.string().min(1).max(MAX_URL_LENGTH),
  sessionWebhookExpiredTime: epochMs.nullish().catch(undefined),
  originalMsgId: anyId,
  originalProcessQueryKey: anyId,
  // The event documentation spells them errCode and errMsg.
  errorCode: anyInteger,
  errCode: anyInteger,
  errorMessage: anyText,
  errMsg: anyText,
  text: z.unknown().optional(),
  content: z.unknown().optional(),
});

/** A callback's common fields. */
export type Callback = z.infer<typeof callbackSchema>;
