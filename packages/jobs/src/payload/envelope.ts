import { z } from "zod";

/**
 * What every job carries: who asked, where, and which message it was. No sessionWebhook (a bearer URL): the reply
 * address lives in the receipt, which the add script writes beside the job.
 */
export const envelope = {
  v: z.literal(1),
  msgId: z.string().min(1),
  robotKey: z.string().min(1),
  robotCode: z.string().min(1).exactOptional(),
  conversation: z.object({
    id: z.string().min(1),
    type: z.enum(["oneToOne", "group"]),
    title: z.string().exactOptional(),
  }),
  user: z.object({
    id: z.string().min(1),
    staffId: z.string().min(1).exactOptional(),
    nick: z.string(),
  }),
  receivedAtMs: z.number().int().nonnegative(),
};
