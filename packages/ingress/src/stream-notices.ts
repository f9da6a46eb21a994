import { userOf, type ReplyBody, type RobotMessage, type SendOutcome } from "@dinglane/dingtalk";
import type { Logger } from "@dinglane/runtime";
import { ANSWER_TTL_MS, answerKey, NOTICE_TTL_MS, noticeKey } from "./keys.ts";
import { createOnceInAWhile } from "./once-in-a-while.ts";

export interface StreamNoticesOptions {
  /** Shared by all ingress processes, because each message may reach any of them. */
  redis: { set(key: string, value: string, px: "PX", ttlMs: number, nx?: "NX"): Promise<string | null> };
  prefix: string;
  webhook: { send(sessionWebhook: string, body: ReplyBody): Promise<SendOutcome> };
  sleep: (ms: number) => Promise<void>;
  /** Monotonic ms. */
  now: () => number;
  log: Pick<Logger, "warn">;
}

/** What ingress itself says in stream mode, where an acknowledgement carries no words: by sessionWebhook, in the background. */
export interface StreamNotices {
  /** Once per message, whichever deliveries of it reach which processes. */
  answered(this: void, message: RobotMessage, reply: ReplyBody): void;
  refused(this: void, message: RobotMessage, reason: string, reply: ReplyBody): void;
  /** Needs no Redis. */
  unavailable(this: void, message: RobotMessage, reply: ReplyBody): void;
  /** Waits for what is being said. */
  close(this: void): Promise<void>;
}

/** Waits before the second and third try of a post that DingTalk was too busy for. */
const RETRY_AFTER_MS = [300, 1_000];

export function createStreamNotices(options: StreamNoticesOptions): StreamNotices {
  const { redis, prefix, webhook, sleep, now, log } = options;
  const firstHere = createOnceInAWhile(NOTICE_TTL_MS, now);
  const firstOutage = createOnceInAWhile(NOTICE_TTL_MS, now);
  const underWay = new Set<Promise<void>>();

  function inBackground(work: Promise<void>): void {
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
  }

  async function isFirst(key: string): Promise<boolean> {
    try {
      return (await redis.set(key, "1", "PX", NOTICE_TTL_MS, "NX")) !== null;
    } catch (err) {
      log.warn(
        { err },
        "redis could not say whether a person was told this already; this process decides alone",
      );
      return firstHere(key);
    }
  }

  async function send({ msgId, robotKey, sessionWebhook }: RobotMessage, reply: ReplyBody): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      const outcome = await webhook.send(sessionWebhook, reply);
      if (outcome.status === "sent") return;
      const waitMs = "action" in outcome && outcome.action === "retry" ? RETRY_AFTER_MS[tries] : undefined;
      if (waitMs === undefined) {
        log.warn(
          { msgId, robotKey, err: outcome.cause },
          "a person could not be told what became of a message",
        );
        return;
      }
      await sleep(waitMs);
    }
  }

  return {
    refused(message, reason, reply) {
      const key = noticeKey(prefix, message.robotKey, userOf(message), reason);
      inBackground(isFirst(key).then(async (first) => (first ? send(message, reply) : undefined)));
    },
    answered(message, reply) {
      const key = answerKey(prefix, message.robotKey, message.msgId);
      const tell = async (): Promise<void> => {
        // Whoever dies between these two leaves the word to a redelivery that comes later.
        if (!(await isFirst(key))) return;
        await send(message, reply);
        await redis.set(key, "1", "PX", ANSWER_TTL_MS);
      };
      inBackground(tell().catch((err: unknown) => log.warn({ err }, "redis did not note what was told")));
    },
    unavailable(message, reply) {
      if (firstOutage(`${message.robotKey}:${message.conversation.id}`)) inBackground(send(message, reply));
    },
    async close() {
      await Promise.all(underWay);
    },
  };
}
