import { z } from "zod";

const exchange = z.object({
  nick: z.string(),
  conversation: z.object({ type: z.enum(["oneToOne", "group"]), title: z.string() }),
  kind: z.enum(["chat", "image"]),
  model: z.string(),
  question: z.string(),
  answer: z.string(),
  askedAtMs: z.number(),
  answeredAtMs: z.number(),
});

const transcriptExport = z.object({
  v: z.literal(1),
  /** userid of the administrator who asked for it: readings of it are theirs. */
  by: z.string().min(1),
  person: z.object({ userId: z.string(), nick: z.string() }),
  /** How far back it was asked for; absent for all that is kept. */
  days: z.number().exactOptional(),
  /** How many there are in all; `exchanges` holds the latest of them, oldest first. */
  total: z.number(),
  exchanges: z.array(exchange),
});

/** What a link shows: one person's exchanges, as they were when it was made. */
export type TranscriptExport = z.infer<typeof transcriptExport>;
/** One question with its answer. */
export type ExportedExchange = z.infer<typeof exchange>;

/** How an export lies in the store of hosted files. */
export const encodeExport = (value: TranscriptExport): Uint8Array =>
  new TextEncoder().encode(JSON.stringify(value));

/** @throws ZodError, or SyntaxError, for what this version has not written. */
export const parseExport = (bytes: Uint8Array): TranscriptExport =>
  transcriptExport.parse(JSON.parse(new TextDecoder().decode(bytes)));
