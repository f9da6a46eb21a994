import type { Redis } from "ioredis";
import { NOTICE_QUIET_SECONDS, noticesKey, noticeToldKey } from "../keys.ts";
import { loadScript } from "../load-script.ts";
import { subjectOf, type Notice, type Trouble } from "./notice.ts";

/** More than these are not worth reading: the oldest go. */
const MAX_NOTICES = 100;

/** Leaves word for the administrators: the same once an hour, whichever processes meet it. Never rejects. */
export type PostNotice = (trouble: Trouble) => Promise<void>;

export function createNoticePost(options: {
  redis: Redis;
  prefix: string;
  /** Epoch ms. */
  now: () => number;
  log: { warn(fields: object, message: string): void };
}): PostNotice {
  const { redis, prefix, now, log } = options;
  const postScript = loadScript(new URL("post-notice.lua", import.meta.url));
  return async (trouble) => {
    const notice: Notice = { v: 1, atMs: now(), trouble };
    const keys = [noticeToldKey(prefix, trouble.kind, subjectOf(trouble)), noticesKey(prefix)];
    const args = [NOTICE_QUIET_SECONDS, notice.atMs, JSON.stringify(notice), MAX_NOTICES];
    try {
      await postScript(redis, keys, args);
    } catch (err) {
      log.warn({ err, kind: trouble.kind }, "administrators are not told of a trouble; the log has it");
    }
  };
}
