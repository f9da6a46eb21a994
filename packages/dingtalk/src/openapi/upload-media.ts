import { z } from "zod";
import type { ApiOutcome } from "./api-outcome.ts";
import { callApi, type ApiTransport } from "./call-api.ts";

/** A file for DingTalk: image (jpg, gif, png, bmp), file, video up to 20 MB each, voice up to 2 MB. */
export interface MediaUpload {
  type: "image" | "voice" | "video" | "file";
  fileName: string;
  content: Blob;
}

const answer = z.object({ media_id: z.string().min(1) });

/** `POST oapi/media/upload` (D:upload-media-files): the mediaId can stand for a URL in markdown, any number of times. */
export async function uploadMedia(
  transport: ApiTransport & { oapiUrl: string },
  token: string,
  { type, fileName, content }: MediaUpload,
): Promise<ApiOutcome<{ mediaId: string }>> {
  const form = new FormData();
  form.set("type", type);
  form.set("media", content, fileName);
  const query = new URLSearchParams({ access_token: token, type });
  const outcome = await callApi(transport, {
    api: "media-upload",
    url: `${transport.oapiUrl}/media/upload?${query.toString()}`,
    init: { method: "POST", body: form },
    answer,
  });
  return outcome.status === "done" ? { status: "done", value: { mediaId: outcome.value.media_id } } : outcome;
}
