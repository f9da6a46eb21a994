import {
  DRAWN_PICTURE_TTL_SECONDS,
  drawnPictureKey,
  hasRoomFor,
  type CommitEffect,
} from "@dinglane/delivery";
import type { DrawImage } from "@dinglane/jobs";
import { pictureTypeOf, type Drawing } from "@dinglane/llm";
import type { ReplyRoad } from "@dinglane/reply-worker";

export type Picture = Pick<Drawing, "bytes" | "type">;
type Message = Pick<DrawImage, "robotKey" | "msgId">;

/** Pictures that are paid for but not committed: whatever happens on their way, the model is not asked twice. */
export interface DrawnPictures {
  find(message: Message): Promise<Picture | undefined>;
  /** Resolves with whether it is kept: a Redis that is nearly full keeps none. */
  keep(message: Message, picture: Picture): Promise<boolean>;
  /** Carried out with the commit, from which on it is the reply that is kept. */
  forgetting(message: Message): CommitEffect;
}

export function createDrawnPictures({ redis, prefix }: Pick<ReplyRoad, "redis" | "prefix">): DrawnPictures {
  const keyOf = ({ robotKey, msgId }: Message): string => drawnPictureKey(prefix, robotKey, msgId);
  return {
    async find(message) {
      const bytes = await redis.getBuffer(keyOf(message));
      const type = bytes === null ? undefined : pictureTypeOf(bytes);
      return bytes === null || type === undefined ? undefined : { bytes, type };
    },
    async keep(message, { bytes }) {
      if (!(await hasRoomFor(redis, bytes.byteLength))) return false;
      const value = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      await redis.set(keyOf(message), value, "EX", DRAWN_PICTURE_TTL_SECONDS);
      return true;
    },
    forgetting: (message) => ({ type: "delete", key: keyOf(message) }),
  };
}
