import type { Resolve } from "@dinglane/guarded-fetch";
import { createAskForPicture } from "./ask-for-picture.ts";
import { createDownloadPicture } from "./download-picture.ts";
import { drawOnce } from "./draw-once.ts";
import type { ImageModel } from "./image-model.ts";
import { createModelAccount, type ModelAccountOptions } from "./model-account.ts";
import { ModelError } from "./model-error.ts";
import { createModelFetch } from "./model-fetch.ts";
import { normalizeBaseUrl } from "./normalize-base-url.ts";

/** DingTalk takes no larger ones. */
const MAX_PICTURE_BYTES = 20 * 1024 * 1024;

/** With no key, every call is refused with kind "refused_credentials". On Azure, the deployment is the one that draws. */
export interface ImageModelOptions extends ModelAccountOptions {
  model: string;
  /** "1024x1024", "auto", whatever the model knows; "" leaves it to the model. */
  size: string;
  /** For the whole call, the download of the picture included, whichever keys it takes. */
  timeoutMs: number;
  /** Looks up the hosts of pictures; for tests. */
  resolve?: Resolve | undefined;
}

/** A model that draws, with the same account, keys and proxy as one that chats. */
export function createImageModel(options: ImageModelOptions): ImageModel {
  const { timeoutMs, httpProxy, resolve, now = Date.now, fetch = createModelFetch(options) } = options;
  const account = createModelAccount({ ...options, fetch });
  const ask = createAskForPicture(options);
  const download = createDownloadPicture({
    baseUrl: normalizeBaseUrl(options.baseUrl),
    httpProxy,
    fetch,
    maxBytes: MAX_PICTURE_BYTES,
    resolve,
  });

  return {
    async draw(request) {
      if (request.signal?.aborted) throw new ModelError("aborted", { cause: request.signal.reason });
      const deadlineMs = now() + timeoutMs;
      return account.call(
        async (client) => {
          const leftMs = Math.max(1, deadlineMs - now());
          const limits = { maxBytes: MAX_PICTURE_BYTES, timeoutMs: leftMs, now };
          return drawOnce({ client, ask, download, request, ...limits });
        },
        () => true,
      );
    },
  };
}
