import { z } from "zod";
import { parseStored } from "./parse-stored.ts";

const schema = z.object({
  title: z.string(),
  parts: z.array(z.string()).min(1),
  /** The same for a card, which takes other markdown: its text, and the parts that follow it as messages. */
  card: z.object({ text: z.string().min(1), rest: z.array(z.string()) }).exactOptional(),
});

/**
 * What is sent to the user: markdown, already safe for DingTalk and already split, so that a retry by a newer
 * version of this program goes on with the same parts.
 */
export type Reply = z.infer<typeof schema>;

/** Reads a committed reply; undefined when it is not one that this version knows. */
export const parseReply = (stored: string): Reply | undefined => parseStored(schema, stored);
