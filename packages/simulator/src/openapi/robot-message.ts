import type { Reply } from "../reply.ts";
import { robotMessageSchemas } from "./robot-message-schemas.ts";

const MAX_MSG_PARAM_BYTES = 15_000;

/** A message by OpenAPI as people see it, or the code that refuses it. */
export type RobotMessage = { ok: true; message: Reply } | { ok: false; code: string };

const refused = (code: string): RobotMessage => ({ ok: false, code });

/**
 * Reads `msgKey` and `msgParam`; a mediaId must be of a file that `hasMedia` knows.
 * https://open.dingtalk.com/document/development/robot-message-type
 */
export function parseRobotMessage(
  msgKey: unknown,
  msgParam: unknown,
  hasMedia: (mediaId: string) => boolean,
): RobotMessage {
  if (typeof msgKey !== "string" || msgKey === "") return refused("invalidParameter.msgKey.empty");
  const schema = robotMessageSchemas.get(msgKey);
  if (schema === undefined) return refused("invalidParameter.msgKey.invalid");
  if (typeof msgParam !== "string") return refused("invalidParameter.msgParam.invalid");
  if (Buffer.byteLength(msgParam) > MAX_MSG_PARAM_BYTES) return refused("invalidParameter.msgParam.tooLong");
  let param: unknown;
  try {
    param = JSON.parse(msgParam);
  } catch {
    return refused("invalidParameter.msgParam.invalid");
  }
  const message = schema.safeParse(param).data;
  if (message === undefined) return refused("invalidParameter.msgParam.invalid");
  const mediaId = mediaOf(message);
  return mediaId === undefined || hasMedia(mediaId) ? { ok: true, message } : refused("resource.not.found");
}

function mediaOf(message: Reply): string | undefined {
  if (message.msgtype === "file") return message.file.mediaId;
  if (message.msgtype === "audio") return message.audio.mediaId;
  return message.msgtype === "video" ? message.video.mediaId : undefined;
}
