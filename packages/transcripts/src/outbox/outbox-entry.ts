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

const reading = z.object({
  v: z.literal(1),
  type: z.literal("reading"),
  /** Of this reading: what is delivered twice is kept once. */
  id: z.string().min(1),
  action: z.enum(["asked", "sent_file", "opened", "downloaded_md", "downloaded_csv"]),
  /** userid of the administrator. */
  by: z.string().min(1),
  /** userid of the person; absent when nobody was found. */
  of: z.string().min(1).exactOptional(),
  /** How many exchanges it showed. */
  exchanges: z.number().int().nonnegative(),
  atMs: z.number().int().nonnegative(),
});

const outboxEntry = z.discriminatedUnion("type", [exchange, reading]);

/** What somebody asked and was answered, forbidden words masked. */
export type Exchange = z.infer<typeof exchange>;
/** Who read whose exchanges, and when. */
export type Reading = z.infer<typeof reading>;
export type OutboxEntry = z.infer<typeof outboxEntry>;

/** Reads the JSON of an entry; undefined when it is none that this version knows. */
export function parseOutboxEntry(json: string | undefined): OutboxEntry | undefined {
  if (json === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  return outboxEntry.safeParse(value).data;
}
