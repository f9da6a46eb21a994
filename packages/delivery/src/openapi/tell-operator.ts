import type { OpenApiError } from "@dinglane/dingtalk";
import type { Redis } from "ioredis";
import { TOLD_OPERATOR_TTL_SECONDS, toldOperatorKey } from "../keys.ts";
import type { PostNotice } from "../notices/notice-post.ts";

/** DingTalk's codes for a clientId and clientSecret that it does not take; docs/errors.md has them. */
const ABOUT_CREDENTIALS = new Set(["invalidClientIdOrSecret", "40001", "40089", "41001"]);

/**
 * Says what only an operator can mend: in the log once a day per robot and code, whichever process meets it, and to
 * the administrators.
 */
export type TellOperator = (robot: string, error: OpenApiError) => Promise<void>;

export function createTellOperator(options: {
  redis: Redis;
  prefix: string;
  log: { error(fields: object, message: string): void };
  postNotice: PostNotice;
}): TellOperator {
  const { redis, prefix, log, postNotice } = options;
  return async (robot, error) => {
    const code = error.apiCode ?? error.code;
    await postNotice(
      ABOUT_CREDENTIALS.has(code)
        ? { kind: "credentials_refused", robot }
        : { kind: "calls_refused", robot, code },
    );
    const key = toldOperatorKey(prefix, robot, code);
    if ((await redis.set(key, "1", "EX", TOLD_OPERATOR_TTL_SECONDS, "NX")) !== "OK") return;
    log.error(
      { robot, apiCode: error.apiCode, err: error },
      "DingTalk refuses this robot's calls; docs/errors.md says what the code means and what to change",
    );
  };
}
