/** Who may talk to the robot, by the operator's lists. */
export { createAccessRules } from "./access-rules.ts";
export type { AccessDecision, AccessLists, Who } from "./access-rules.ts";
/** Who may give the operator's commands. */
export { createAdminCheck } from "./admin-check.ts";
/** Whom no day's quota holds back. */
export { createQuotaExemption } from "./quota-exemption.ts";
/** Finds and masks forbidden words, in whole texts and in streams. */
export { createWordFilter } from "./word-filter.ts";
export type { WordFilter } from "./word-filter.ts";
/** Masks a text that arrives in chunks; made by `WordFilter.createStreamMask`. */
export type { StreamMask } from "./stream-mask.ts";
