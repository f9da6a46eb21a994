import { wholeNumber } from "../formats/whole-number.ts";
import { setting } from "../setting.ts";

const LIMIT = wholeNumber(0);
const SLOTS = wholeNumber(1, 1000);

/** How much people may ask and how much runs at once. */
export const LIMIT_SETTINGS = {
  max_request: setting({
    env: "MAX_REQUEST",
    doc: "Questions per person and day, counted up to midnight in `timezone`. 0 is no limit.",
    format: LIMIT,
    default: 0,
  }),
  rate_limit_per_minute: setting({
    env: "RATE_LIMIT_PER_MINUTE",
    doc: "Questions per person and minute. 0 is no limit.",
    format: LIMIT,
    default: 20,
  }),
  group_rate_limit_per_minute: setting({
    env: "GROUP_RATE_LIMIT_PER_MINUTE",
    doc: "Questions per group and minute. 0 is no limit.",
    format: LIMIT,
    default: 0,
  }),
  global_rate_limit_per_minute: setting({
    env: "GLOBAL_RATE_LIMIT_PER_MINUTE",
    doc: "Questions per minute from everybody together. 0 is no limit.",
    format: LIMIT,
    default: 0,
  }),
  lane_limit: setting({
    env: "LANE_LIMIT",
    doc: "Messages of one person that may wait for an answer; one more is refused at once.",
    format: LIMIT,
    default: 5,
  }),
  user_concurrency: setting({
    env: "USER_CONCURRENCY",
    doc: "Messages of one person that are answered at the same time. 串聊 always answers one after another.",
    format: SLOTS,
    default: 1,
  }),
  max_waiting: setting({
    env: "MAX_WAITING",
    doc: "Messages of everybody together that may wait; one more is refused at once.",
    format: wholeNumber(1),
    default: 10_000,
  }),
  chat_concurrency: setting({
    env: "CHAT_CONCURRENCY",
    doc: "Answers that one chat-worker process works on at the same time.",
    format: SLOTS,
    default: 20,
  }),
  image_concurrency: setting({
    env: "IMAGE_CONCURRENCY",
    doc: "Pictures that one image-worker process works on at the same time.",
    format: SLOTS,
    default: 4,
  }),
  admin_concurrency: setting({
    env: "ADMIN_CONCURRENCY",
    doc: "Administrative jobs that one admin-worker process works on at the same time.",
    format: SLOTS,
    default: 8,
  }),
};
