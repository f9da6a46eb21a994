import type { CommitEffect } from "./commit-effect.ts";
import {
  USAGE_OF_DAY_TTL_SECONDS,
  USAGE_OF_MONTH_TTL_SECONDS,
  usageOfDayKey,
  usageOfMonthKey,
} from "./keys.ts";

/** What a model has done: an answer with its tokens, where they are known, or a picture. */
type ModelWork =
  | { model: string; tokens: { promptTokens: number; completionTokens: number } | undefined }
  | { model: string; pictures: number };

/** Makes work the effects that count it, in its day and its month. */
export type RecordUsage = (work: ModelWork) => CommitEffect[];

/** Creates the recorder; `dayOf` tells the local day (yyyy-mm-dd) of an instant. */
export function createUsageRecorder(options: {
  prefix: string;
  now: () => number;
  dayOf: (epochMs: number) => string;
}): RecordUsage {
  const { prefix, now, dayOf } = options;
  return (work) => {
    const amounts = amountsOf(work);
    const day = dayOf(now());
    return [
      {
        type: "increment",
        key: usageOfDayKey(prefix, day),
        amounts,
        ttlSeconds: USAGE_OF_DAY_TTL_SECONDS,
      },
      {
        type: "increment",
        key: usageOfMonthKey(prefix, day.slice(0, 7)),
        amounts,
        ttlSeconds: USAGE_OF_MONTH_TTL_SECONDS,
      },
    ];
  };
}

function amountsOf(work: ModelWork): Record<string, number> {
  const requests = { [`requests:${work.model}`]: 1 };
  if ("pictures" in work) return { ...requests, [`pictures:${work.model}`]: work.pictures };
  if (work.tokens === undefined) return { ...requests, [`uncounted:${work.model}`]: 1 };
  const { promptTokens, completionTokens } = work.tokens;
  return {
    ...requests,
    [`prompt:${work.model}`]: promptTokens,
    [`completion:${work.model}`]: completionTokens,
  };
}
