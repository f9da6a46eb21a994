import type { ApiCredential, MediaUpload, OpenApiClient } from "@dinglane/dingtalk";
import type { CallResult, DingTalkCalls } from "./dingtalk-calls.ts";

/** Who waits for an upload waits for a reply as well: a call that has no turn by then is better tried again later. */
const MAX_WAIT_MS = 10_000;
/** Where neither DingTalk nor the governor says when. */
const LATER_MS = 5_000;

/**
 * What became of an upload. `later`: nothing, or nobody knows what; the same again does no harm. `refused`: not before
 * an operator, or a new month, has changed something. `no_credential`: we have none of this robot.
 */
export type UploadOutcome =
  | { status: "uploaded"; mediaId: string }
  | { status: "later"; retryAfterMs: number; cause?: Error }
  | { status: "refused"; cause?: Error }
  | { status: "no_credential" };

/** Brings a file to DingTalk in the name of a robot; the mediaId is good for messages of its organisation. */
export interface MediaUploads {
  /** Whether there is a credential to upload with: to be asked before something is made that only an upload can show. */
  canUpload(robotKey: string): boolean;
  /** With an aborted signal it is `later` at once; the upload may go on, for nobody. */
  upload(robotKey: string, media: MediaUpload, signal?: AbortSignal): Promise<UploadOutcome>;
}

export function createMediaUploads(options: {
  calls: DingTalkCalls;
  client: Pick<OpenApiClient, "uploadMedia">;
  credentials: readonly ApiCredential[];
}): MediaUploads {
  const { calls, client, credentials } = options;
  // An app's robotCode is its clientId.
  const credentialOf = (robotKey: string): ApiCredential | undefined =>
    credentials.find(({ clientId }) => clientId === robotKey);
  return {
    canUpload: (robotKey) => credentialOf(robotKey) !== undefined,
    async upload(robotKey, media, signal) {
      const credential = credentialOf(robotKey);
      if (credential === undefined) return { status: "no_credential" };
      const result = await calls({
        credential,
        api: "media-upload",
        token: "oapi",
        maxWaitMs: MAX_WAIT_MS,
        ...(signal && { signal }),
        make: (token) => client.uploadMedia(token, media),
      });
      return outcomeOf(result);
    },
  };
}

function outcomeOf(result: CallResult<{ mediaId: string }>): UploadOutcome {
  switch (result.status) {
    case "done":
      return { status: "uploaded", mediaId: result.value.mediaId };
    case "unknown":
      return { status: "later", retryAfterMs: LATER_MS, cause: result.cause };
    case "withdrawn":
      return { status: "later", retryAfterMs: LATER_MS };
    case "failed": {
      const { action, cause } = result;
      const mayPass = action === "retry" || action === "back-off";
      return mayPass ? { status: "later", retryAfterMs: LATER_MS, cause } : { status: "refused", cause };
    }
    case "held": {
      const { reason, retryAfterMs, cause } = result;
      const why = cause === undefined ? {} : { cause };
      const isFinal = reason === "permission" || reason === "monthly";
      return isFinal ? { status: "refused", ...why } : { status: "later", retryAfterMs, ...why };
    }
  }
}
