import { z } from "zod";

const text = z.string().catch("");
const params = z.record(z.string(), z.string());
const MAX_KEY_BYTES = 100;

/** The parts of a body that are looked at one by one: each has a code of its own when it is missing. */
export const createSchema = z.object({
  outTrackId: text,
  cardTemplateId: text,
  callbackType: z.unknown().optional(),
  callbackRouteKey: text,
  cardData: z.object({ cardParamMap: z.unknown().optional() }).optional().catch(undefined),
  privateData: z.unknown().optional(),
  imGroupOpenSpaceModel: z.unknown().optional(),
  imRobotOpenSpaceModel: z.unknown().optional(),
});

export const deliverSchema = z.object({
  outTrackId: text,
  openSpaceId: text,
  imGroupOpenDeliverModel: z.unknown().optional(),
  imRobotOpenDeliverModel: z.unknown().optional(),
});

export const updateSchema = z.object({
  outTrackId: text,
  cardData: z.object({ cardParamMap: z.unknown().optional() }).optional().catch(undefined),
  privateData: z.unknown().optional(),
  cardUpdateOptions: z
    .object({
      updateCardDataByKey: z.boolean().optional(),
      updatePrivateDataByKey: z.boolean().optional(),
    })
    .optional()
    .catch(undefined),
});

export const streamSchema = z.object({
  outTrackId: text,
  guid: text,
  key: text,
  content: z.unknown().optional(),
  isFull: z.boolean().optional(),
  isFinalize: z.boolean().optional(),
  isError: z.boolean().optional(),
});

const privateSchema = z.record(z.string(), z.object({ cardParamMap: params }));

/** Variables as DingTalk takes them: strings under short names. `undefined`: param.invalid. */
export function paramsOf(value: unknown): Record<string, string> | undefined {
  const map = params.safeParse(value ?? {}).data;
  if (map === undefined) return undefined;
  return Object.keys(map).some((key) => Buffer.byteLength(key) > MAX_KEY_BYTES) ? undefined : map;
}

/** The same for each person. */
export function privateParamsOf(value: unknown): Record<string, Record<string, string>> | undefined {
  const byUser = privateSchema.safeParse(value ?? {}).data;
  if (byUser === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(byUser).map(([userId, { cardParamMap }]) => [userId, cardParamMap]),
  );
}
