import { z } from "zod";
import { readObjectIfAny } from "./read-object.ts";

/** Somebody pressed a button of a card. */
export interface CardPress {
  outTrackId: string;
  /** The presser's staffId. */
  userId: string;
  /** The pressed button's, as the template names it. */
  actionIds: string[];
  /** What the template has the button say. */
  params: Record<string, unknown>;
}

const schema = z.object({
  outTrackId: z.string().min(1),
  userId: z.string().min(1),
  content: z.unknown().optional(),
  value: z.unknown().optional(),
});

const actionSchema = z.object({
  cardPrivateData: z.object({
    actionIds: z.array(z.string()).catch([]),
    params: z.record(z.string(), z.unknown()).catch({}),
  }),
});

/**
 * Reads what comes down the card callback topic (D:event-callback-card): what was pressed is JSON in a string, in `content`
 * or, in some captures, `value`. Undefined for what is no press: an error would quote it.
 */
export function parseCardPress(json: string): CardPress | undefined {
  const press = schema.safeParse(readObjectIfAny(json)).data;
  if (press === undefined) return undefined;
  const action = actionSchema.safeParse(readObjectIfAny(press.content ?? press.value)).data;
  if (action === undefined) return undefined;
  return { outTrackId: press.outTrackId, userId: press.userId, ...action.cardPrivateData };
}
