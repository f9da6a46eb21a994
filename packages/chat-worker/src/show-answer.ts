import type { ThinkAbout } from "@dinglane/delivery";
import { isStopped, type AnswerMessage } from "@dinglane/jobs";
import { ModelError } from "@dinglane/llm";
import type { CardRoad, RunningAttempt, WriteReply } from "@dinglane/reply-worker";
import type { WordFilter } from "@dinglane/settings";
import { createCardRender } from "./card-render.ts";
import { createReasoningHabit } from "./reasoning-habit.ts";
import { replies } from "./replies.ts";

/** `brokenOff`: the model failed for good after people had seen this much, in this attempt or an earlier one. `form`: what the reply is made ready for. */
type Shown<T> =
  | { status: "whole"; asked: T; form: "message" | "card" }
  | { status: "brokenOff"; text: string };

/** Shows an answer while it is written, where that can be done. `ask` is given what hears of its text. */
export type ShowAnswer = <T>(
  job: AnswerMessage,
  attempt: RunningAttempt,
  ask: (onText?: (wholeTextSoFar: string) => void) => Promise<T>,
) => Promise<Shown<T>>;

export function createShowAnswer(deps: {
  cards: CardRoad;
  words: Pick<WordFilter, "createStreamMask">;
  /** The sign of life where there is no card. */
  thinkAbout: ThinkAbout | undefined;
  writeAnswer: WriteReply;
}): ShowAnswer {
  const { cards, words, thinkAbout } = deps;
  const habit = createReasoningHabit();

  async function endStopped(attempt: RunningAttempt, text: string): Promise<void> {
    const { card } = await deps.writeAnswer(text, replies.stopped, "card");
    await cards.close(attempt, text === "" || card === undefined ? replies.stopped : card.text);
  }

  return async (job, attempt, ask) => {
    const card = cards.start(job, attempt, createCardRender(words));
    if (card === undefined) {
      const { robotKey, msgId, conversation } = job;
      const thought = thinkAbout?.({ robotKey, msgId, conversationId: conversation.id });
      return { status: "whole", asked: await ask().finally(thought), form: "message" };
    }
    let newest = "";
    const isMeant = habit.follow();
    try {
      const asked = await ask((text) => {
        newest = text;
        if (isMeant(text)) card.show(text);
      });
      await card.settle();
      return { status: "whole", asked, form: "card" };
    } catch (error) {
      const isSeen = await card.settle();
      if (isStopped(attempt.signal)) await endStopped(attempt, isSeen ? newest : "");
      if (!(error instanceof ModelError) || attempt.signal.aborted) throw error;
      const isFinal = !error.retryable || attempt.isLastAttempt;
      if (!isFinal && isSeen) await cards.keepSeen(attempt, newest);
      if (!isFinal) throw error;
      const text = isSeen ? newest : await cards.seen(attempt);
      if (text === undefined) throw error;
      return { status: "brokenOff", text };
    }
  };
}
