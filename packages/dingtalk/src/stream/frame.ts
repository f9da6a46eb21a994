import { z } from "zod";

const schema = z.object({
  type: z.string(),
  headers: z.looseObject({
    topic: z.string().default(""),
    // A `disconnect` may come without one.
    messageId: z.string().optional(),
  }),
  data: z.string().default(""),
});

/** What DingTalk sends down a connection. `data` is JSON in a string. */
export type Frame = z.infer<typeof schema>;

/** Reads a frame; undefined when it is not one. Nothing is thrown: an error would quote people's words. */
export function readFrame(text: string): Frame | undefined {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
