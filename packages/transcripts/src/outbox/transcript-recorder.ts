import type { CommitEffect } from "./commit-effect.ts";
import { outboxKey } from "../keys.ts";
import type { Exchange } from "./outbox-entry.ts";

/** What a job knows of who asked, where and when. */
type Asked = Pick<Exchange, "msgId" | "robotKey" | "conversation" | "user"> & { receivedAtMs: number };

/** What was asked and answered. */
type Answered = Pick<Exchange, "kind" | "question" | "answer" | "model">;

/** Makes an exchange the effects that keep it; none where no transcripts are kept. */
export type RecordTranscript = (asked: Asked, answered: Answered) => CommitEffect[];

/** Creates the recorder; `days` is how long transcripts are kept, 0 = not at all. `now` is epoch ms. */
export function createTranscriptRecorder(options: {
  prefix: string;
  days: number;
  /** Puts 🚫 in the place of forbidden words. */
  mask: (text: string) => string;
  now: () => number;
}): RecordTranscript {
  const { prefix, days, mask, now } = options;
  if (days === 0) return () => [];
  return ({ msgId, robotKey, conversation, user, receivedAtMs }, answered) => {
    const exchange: Exchange = {
      v: 1,
      type: "exchange",
      msgId,
      robotKey,
      conversation,
      user,
      ...answered,
      question: mask(answered.question),
      answer: mask(answered.answer),
      askedAtMs: receivedAtMs,
      answeredAtMs: now(),
    };
    return [{ type: "append", key: outboxKey(prefix), json: JSON.stringify(exchange) }];
  };
}
