import { z } from "zod";
import { parseStored } from "../parse-stored.ts";

const schema = z.object({
  robotKey: z.string(),
  msgId: z.string(),
  /** As in the message's job: the staffId, else the senderId. */
  userId: z.string(),
});

/** Whose question a card answers, for whoever hears of a button that was pressed on it. */
export type CardOwner = z.infer<typeof schema>;

export const parseCardOwner = (stored: string | null): CardOwner | undefined =>
  parseStored(schema, stored ?? undefined);
