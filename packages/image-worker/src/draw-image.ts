import { createHash } from "node:crypto";
import type { ComposedReply, ThinkAbout } from "@dinglane/delivery";
import { GiveUp, Postpone, type DrawImage } from "@dinglane/jobs";
import { ModelError, type ImageModel } from "@dinglane/llm";
import type { Attempt, WriteReply } from "@dinglane/reply-worker";
import type { RecordTranscript } from "@dinglane/transcripts";
import type { RecordUsage } from "@dinglane/usage";
import type { DrawnPictures, Picture } from "./drawn-pictures.ts";
import { PictureUndeliverable } from "./picture-undeliverable.ts";
import type { NotPublished, PublishedPicture, PublishPicture } from "./publish-picture.ts";
import { replies } from "./replies.ts";

/** For so long after its message a picture may wait for a DingTalk that is busy; then its asker is told. */
const UPLOAD_WINDOW_MS = 15 * 60_000;
const SHORTEST_WAIT_MS = 1_000;

/** What drawing needs; every part is replaceable by a few lines in a test. */
export interface DrawImageDeps {
  model: ImageModel;
  drawn: DrawnPictures;
  pictures: PublishPicture;
  /** Shows that something is being drawn, where that is configured. */
  thinkAbout: ThinkAbout | undefined;
  write: WriteReply;
  /** Masks forbidden words. */
  mask: (text: string) => string;
  record: RecordTranscript;
  recordUsage: RecordUsage;
  /** As transcripts and prices name it. */
  modelName: string;
  now: () => number;
}

/** Only a hash of who asks reaches the model's provider. */
const hashed = (user: string): string => createHash("sha256").update(user).digest("hex").slice(0, 32);

/**
 * Creates the use case: prompt to picture, picture to DingTalk, its place into the reply. A picture that is drawn is
 * kept until its reply is committed, so that no retry pays for it again.
 */
export function createDrawImage(deps: DrawImageDeps) {
  const { model, drawn, pictures, now } = deps;

  async function draw(job: DrawImage, signal: AbortSignal): Promise<{ picture: Picture; isKept: boolean }> {
    const before = await drawn.find(job);
    if (before !== undefined) return { picture: before, isKept: true };
    const { robotKey, msgId, conversation } = job;
    const thought = deps.thinkAbout?.({ robotKey, msgId, conversationId: conversation.id });
    try {
      const user = hashed(job.user.staffId ?? job.user.id);
      const picture = await model.draw({ prompt: job.prompt, user, signal });
      return { picture, isKept: await drawn.keep(job, picture) };
    } catch (error) {
      const isRefused = error instanceof ModelError && error.kind === "content_policy";
      throw isRefused ? new GiveUp("picture_refused", { cause: error }) : error;
    } finally {
      thought?.();
    }
  }

  function failure(job: DrawImage, isKept: boolean, { mayPass, retryAfterMs, cause }: NotPublished): Error {
    const inTime = now() - job.receivedAtMs < UPLOAD_WINDOW_MS;
    const error = new PictureUndeliverable(retryAfterMs, cause);
    if (!mayPass || !inTime) return new GiveUp(error.code, { cause: error });
    // Without the picture another run would pay for it again, so only as often as an attempt may.
    return isKept
      ? new Postpone(error.code, Math.max(SHORTEST_WAIT_MS, retryAfterMs), { cause: error })
      : error;
  }

  return async (
    job: DrawImage,
    { signal, leftToday }: Pick<Attempt, "signal" | "leftToday">,
  ): Promise<ComposedReply> => {
    if (!pictures.isPossible(job)) throw new GiveUp("picture_undeliverable");
    const { picture, isKept } = await draw(job, signal);
    const published: PublishedPicture | NotPublished = await pictures.publish(job, picture, signal);
    if (published.at === "nowhere") throw failure(job, isKept, published);
    const prompt = deps.mask(job.prompt);
    return {
      reply: await deps.write(
        replies.drawn(prompt, published),
        leftToday === undefined ? undefined : replies.leftToday(leftToday),
      ),
      effects: [
        drawn.forgetting(job),
        ...deps.recordUsage({ model: deps.modelName, pictures: 1 }),
        ...deps.record(job, {
          kind: "image",
          question: job.prompt,
          answer: replies.recorded(published),
          model: deps.modelName,
        }),
      ],
    };
  };
}
