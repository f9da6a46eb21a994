import { z } from "zod";

const schema = z.object({ title: z.string(), parts: z.array(z.string()).min(1) });

/**
 * What is sent to the user: markdown, already safe for DingTalk and already split, so that a retry by a newer
 * version of this program goes on with the same parts.
 */
export type Reply = z.infer<typeof schema>;

/**
 * Reads a committed reply.
 *
 * @throws ZodError or SyntaxError when the ledger holds something else: a job that cannot know what it promised must
 * fail visibly rather than ask the model again.
 */
export const parseReply = (stored: string): Reply => schema.parse(JSON.parse(stored));
