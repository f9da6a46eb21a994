import type { Redis } from "ioredis";
import { z } from "zod";
import { cardOwnerKey } from "../keys.ts";
import { parseStored } from "../parse-stored.ts";

const schema = z.object({
  robotKey: z.string(),
  msgId: z.string(),
  /** As in the message's job: the staffId, else the senderId. */
  userId: z.string(),
});

/** Whose question a card answers, for whoever hears of a button that was pressed on it. */
export type CardOwner = z.infer<typeof schema>;

/** Undefined when nobody remembers this card. */
export async function readCardOwner(
  redis: Pick<Redis, "get">,
  prefix: string,
  outTrackId: string,
): Promise<CardOwner | undefined> {
  return parseStored(schema, (await redis.get(cardOwnerKey(prefix, outTrackId))) ?? undefined);
}
