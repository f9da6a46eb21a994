import type { OpenApiError } from "@dinglane/dingtalk";
import type { Redis } from "ioredis";
import { TOLD_OPERATOR_TTL_SECONDS, toldOperatorKey } from "../keys.ts";

/** Says in the log what only an operator can mend: once a day per robot and code, whichever process meets it. */
export type TellOperator = (robot: string, error: OpenApiError) => Promise<void>;

export function createTellOperator(options: {
  redis: Redis;
  prefix: string;
  log: { error(fields: object, message: string): void };
}): TellOperator {
  const { redis, prefix, log } = options;
  return async (robot, error) => {
    const key = toldOperatorKey(prefix, robot, error.apiCode ?? error.code);
    if ((await redis.set(key, "1", "EX", TOLD_OPERATOR_TTL_SECONDS, "NX")) !== "OK") return;
    log.error(
      { robot, apiCode: error.apiCode, err: error },
      "DingTalk refuses this robot's calls; docs/errors.md says what the code means and what to change",
    );
  };
}
