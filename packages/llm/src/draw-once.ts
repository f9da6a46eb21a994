import { GuardError, type GuardErrorCode } from "@dinglane/guarded-fetch";
import type { OpenAI } from "openai";
import type { AskForPicture } from "./ask-for-picture.ts";
import { startCallClock } from "./call-clock.ts";
import { classifyModelError } from "./classify-model-error.ts";
import type { DownloadPicture } from "./download-picture.ts";
import type { Drawing, DrawRequest } from "./image-model.ts";
import { ModelError } from "./model-error.ts";
import { parsePictureAnswer, type PictureAnswer } from "./parse-picture-answer.ts";
import { pictureTypeOf } from "./picture-type.ts";

export interface DrawOnceOptions {
  client: OpenAI;
  ask: AskForPicture;
  download: DownloadPicture;
  request: DrawRequest;
  maxBytes: number;
  timeoutMs: number;
  now: () => number;
}

/** The picture is paid for once it is drawn, so its download is what is tried again. */
const DOWNLOADS = 3;
const MAY_PASS: ReadonlySet<GuardErrorCode> = new Set(["not_reached", "timeout", "http_status", "cut_off"]);

/** One picture from one server with one key. */
export async function drawOnce(options: DrawOnceOptions): Promise<Drawing> {
  const { request, timeoutMs } = options;
  const clock = startCallClock({ callerSignal: request.signal, timeoutMs, idleTimeoutMs: timeoutMs });
  try {
    const answer = parsePictureAnswer(await options.ask(options.client, request, clock.signal));
    const bytes = await bytesOf(answer, options, clock.signal);
    const type = pictureTypeOf(bytes);
    if (type === undefined) throw new ModelError("empty", { usage: answer.usage, retryable: false });
    return { bytes, type, ...(answer.usage === undefined ? {} : { usage: answer.usage }) };
  } catch (error) {
    const endedBy = clock.endedBy();
    if (endedBy === "aborted") throw new ModelError("aborted", { cause: request.signal?.reason ?? error });
    if (endedBy === "timeout") throw new ModelError("timeout", { cause: error });
    throw classifyModelError(error, options.now());
  } finally {
    clock.stop();
  }
}

async function bytesOf(
  { base64, url, usage }: PictureAnswer,
  { maxBytes, download, timeoutMs }: DrawOnceOptions,
  signal: AbortSignal,
): Promise<Uint8Array> {
  if (base64 !== undefined) {
    if ((base64.length / 4) * 3 > maxBytes + 3) throw new ModelError("bad_request", { usage });
    return Buffer.from(base64, "base64");
  }
  if (url === undefined) throw new ModelError("empty", { usage });
  for (let tries = 1; ; tries++) {
    try {
      return await download(url, { timeoutMs, signal });
    } catch (cause) {
      const mayPass = cause instanceof GuardError && MAY_PASS.has(cause.code);
      if (mayPass && tries < DOWNLOADS && !signal.aborted) continue;
      const upstreamCode = cause instanceof GuardError ? cause.code : undefined;
      throw new ModelError("unavailable", { cause, upstreamCode, retryable: false, usage });
    }
  }
}
