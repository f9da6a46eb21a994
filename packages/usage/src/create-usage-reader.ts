import { usageOfDayKey, usageOfMonthKey } from "./keys.ts";
import { USAGE_FIELDS, type ModelUsage } from "./model-usage.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** What was used, model by model, the busiest first. */
export interface UsageReport {
  today: ModelUsage[];
  yesterday: ModelUsage[];
  month: ModelUsage[];
}

/** Creates the reader of what all processes have counted. */
export function createUsageReader(options: {
  redis: { hgetall(key: string): Promise<Record<string, string>> };
  prefix: string;
  now: () => number;
  dayOf: (epochMs: number) => string;
}): () => Promise<UsageReport> {
  const { redis, prefix, now, dayOf } = options;
  const read = async (key: string): Promise<ModelUsage[]> => parseUsage(await redis.hgetall(key));

  return async () => {
    const today = dayOf(now());
    // A day of 23 hours would be missed by looking 24 back from just after midnight.
    const yesterday = dayBefore(today);
    const [ofToday, ofYesterday, ofMonth] = await Promise.all([
      read(usageOfDayKey(prefix, today)),
      read(usageOfDayKey(prefix, yesterday)),
      read(usageOfMonthKey(prefix, today.slice(0, 7))),
    ]);
    return { today: ofToday, yesterday: ofYesterday, month: ofMonth };
  };
}

const dayBefore = (day: string): string => new Date(Date.parse(day) - DAY_MS).toISOString().slice(0, 10);

const isField = (name: string): name is keyof typeof USAGE_FIELDS => Object.hasOwn(USAGE_FIELDS, name);

/** Fields that this version does not know are another version's. */
function parseUsage(hash: Record<string, string>): ModelUsage[] {
  const models = new Map<string, ModelUsage>();
  for (const [name, value] of Object.entries(hash)) {
    const colon = name.indexOf(":");
    const field = name.slice(0, colon);
    const amount = Number(value);
    if (!isField(field) || !Number.isFinite(amount)) continue;
    const model = name.slice(colon + 1);
    const usage = models.get(model) ?? {
      model,
      requests: 0,
      promptTokens: 0,
      completionTokens: 0,
      uncounted: 0,
      pictures: 0,
    };
    models.set(model, { ...usage, [USAGE_FIELDS[field]]: amount });
  }
  return [...models.values()].toSorted((one, other) => other.requests - one.requests);
}
