import type { AddressFacts } from "./address/address-facts.ts";
import type { DingTalkFacts } from "./dingtalk/dingtalk-facts.ts";
import type { MachineFacts } from "./machine/machine-facts.ts";
import type { ModelFacts } from "./model/model-facts.ts";
import type { RedisFacts } from "./redis/redis-facts.ts";

/** What a check can come to instead of a result. */
export interface CheckFacts {
  check_too_slow: { seconds: number };
  /** Its error by class alone. */
  check_broken: { name: string };
}

/** Everything that can be wrong, by code, with the values that go with it. Codes are for programs and stay as they are. */
export interface FindingFacts
  extends CheckFacts, MachineFacts, RedisFacts, DingTalkFacts, AddressFacts, ModelFacts {}

export type FindingCode = keyof FindingFacts;
