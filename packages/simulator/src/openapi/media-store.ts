import { randomBytes } from "node:crypto";
import { type ApiAnswer, done, refuseOld } from "./api-answer.ts";
import { dingtalkWords } from "../replies.ts";

const MB = 1024 * 1024;
/** A service runs for days: the oldest files give way. */
const MAX_FILES = 200;
/** https://open.dingtalk.com/document/development/upload-media-files */
const KINDS = new Map([
  ["image", { maxBytes: 20 * MB, names: /\.(?:jpg|gif|png|bmp)$/i, prefix: "@lAL" }],
  ["voice", { maxBytes: 2 * MB, names: /\.(?:amr|mp3|wav)$/i, prefix: "@lAT" }],
  ["video", { maxBytes: 20 * MB, names: /\.mp4$/i, prefix: "$iAF" }],
  ["file", { maxBytes: 20 * MB, names: /\.(?:docx?|xlsx?|pptx?|zip|pdf|rar)$/i, prefix: "$iAE" }],
]);

/** A file that a robot has uploaded. */
export interface UploadedMedia {
  mediaId: string;
  type: string;
  fileName: string;
  content: Uint8Array;
}

/** What robots have uploaded, by mediaId. */
export interface MediaStore {
  /** Takes an upload, or says why not. */
  take(this: void, media: unknown, type: unknown, nowMs: number): Promise<ApiAnswer>;
  find(this: void, mediaId: string): UploadedMedia | undefined;
}

export function createMediaStore(): MediaStore {
  const files = new Map<string, UploadedMedia>();
  return {
    find: (mediaId) => files.get(mediaId),
    async take(media, type, nowMs) {
      const kind = KINDS.get(String(type));
      if (kind === undefined) return refuseOld(40004, dingtalkWords.wrongMediaType);
      if (!(media instanceof File)) return refuseOld(40035, dingtalkWords.missingParameter("media"));
      if (!kind.names.test(media.name)) return refuseOld(40005, dingtalkWords.wrongFileType);
      if (media.size === 0 || media.size > kind.maxBytes)
        return refuseOld(40006, dingtalkWords.wrongFileSize);
      const mediaId = kind.prefix + randomBytes(16).toString("base64url");
      const content = new Uint8Array(await media.arrayBuffer());
      files.set(mediaId, { mediaId, type: String(type), fileName: media.name, content });
      const [oldest] = files.keys();
      if (files.size > MAX_FILES && oldest !== undefined) files.delete(oldest);
      return done({ errcode: 0, errmsg: "ok", media_id: mediaId, created_at: nowMs, type: String(type) });
    },
  };
}
