import type { ModelPrice } from "@dinglane/runtime";
import type { ModelUsage } from "@dinglane/usage";

const MILLION = 1_000_000;

/** What a model's work cost by the configured price; undefined where it has none, or none of its kind. */
export function costOf(usage: ModelUsage, price: ModelPrice | undefined): number | undefined {
  if (price === undefined) return undefined;
  if ("perPicture" in price) {
    return usage.promptTokens + usage.completionTokens > 0 ? undefined : usage.pictures * price.perPicture;
  }
  if (usage.pictures > 0) return undefined;
  return (
    (usage.promptTokens * price.perMillionPrompt + usage.completionTokens * price.perMillionCompletion) /
    MILLION
  );
}
