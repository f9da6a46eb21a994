import type { TokenUsage } from "./chat-model.ts";
import type { PictureType } from "./picture-type.ts";

export interface DrawRequest {
  /** What is to be seen, in the asker's words. */
  prompt: string;
  /** A stable pseudonym of the asker (a hash, never the plain id); goes out as `user`. */
  user?: string | undefined;
  /** Aborting ends the call within milliseconds with a ModelError of kind "aborted". */
  signal?: AbortSignal | undefined;
}

/** One picture as the model gave it. */
export interface Drawing {
  /** At most 20 MB. */
  bytes: Uint8Array;
  /** By its first bytes, whatever the server calls it. */
  type: PictureType;
  /** Absent where the server does not count. */
  usage?: TokenUsage;
}

/** A model that draws, behind an OpenAI-compatible server. */
export interface ImageModel {
  /** @throws ModelError, whatever went wrong on the way. */
  draw(request: DrawRequest): Promise<Drawing>;
}
