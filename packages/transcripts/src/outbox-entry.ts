import { z } from "zod";

const exchange = z.object({
  v: z.literal(1),
  type: z.literal("exchange"),
  msgId: z.string().min(1),
  robotKey: z.string().min(1),
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
  kind: z.enum(["chat", "image"]),
  question: z.string(),
  answer: z.string(),
  model: z.string(),
  askedAtMs: z.number().int().nonnegative(),
  answeredAtMs: z.number().int().nonnegative(),
});

/** What somebody asked and was answered, forbidden words masked. */
export type Exchange = z.infer<typeof exchange>;
