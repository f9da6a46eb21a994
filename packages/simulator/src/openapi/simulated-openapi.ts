import type { ApiCall } from "./api-call.ts";
import type { Emotion } from "./emotion.ts";
import type { MediaStore } from "./media-store.ts";
import type { FileStore } from "./file-store.ts";

/** The OpenAPI as tests see it. */
export interface SimulatedOpenApi {
  /** Every call, oldest first. */
  readonly calls: readonly ApiCall[];
  /** From now on every token issued so far is refused. */
  expireTokens(this: void): void;
  /** Keeps a file and returns a downloadCode for a message that carries it. */
  putFile: FileStore["put"];
  /** Ends every downloadCode of `putFile` so far. */
  expireFiles: FileStore["expireCodes"];
  /** A file that a robot has uploaded. */
  media: MediaStore["find"];
  /** Every sticker that robots put on messages, oldest first. */
  readonly emotions: readonly Emotion[];
}
