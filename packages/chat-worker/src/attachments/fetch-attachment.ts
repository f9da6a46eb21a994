import type { CallResult, DingTalkCalls } from "@dinglane/delivery";
import type { ApiCredential, OpenApiClient } from "@dinglane/dingtalk";
import { fetchBounded, GuardError, type BoundedFetchOptions } from "@dinglane/guarded-fetch";
import { AttachmentError } from "./attachment-error.ts";

/** A file that a message brought. */
export interface WantedFile {
  /** The robot that was spoken to: DingTalk hands the file to its application alone. */
  robotKey: string;
  /** Tried in this order. */
  codes: readonly string[];
  maxBytes: number;
  signal: AbortSignal;
}

/**
 * `gone`: DingTalk has no file for these codes (any more). `not_allowed`: an operator has to mend something.
 * `no_credential`: there is none for this robot.
 */
export type FetchRefusal = "gone" | "too_large" | "not_allowed" | "no_credential";

export type FetchedAttachment =
  | { status: "fetched"; content: Uint8Array }
  | { status: "refused"; reason: FetchRefusal };

/** @throws AttachmentError where another attempt may help, and the signal's reason. */
export type FetchAttachment = (file: WantedFile) => Promise<FetchedAttachment>;

/** Waiting longer for a turn is better done in another attempt, without a slot. */
const MAX_WAIT_MS = 10_000;
/** 20 MB on a slow line. */
const DOWNLOAD_TIMEOUT_MS = 60_000;

/** Creates what exchanges codes for files. */
export function createFetchAttachment(options: {
  calls: DingTalkCalls;
  client: Pick<OpenApiClient, "requestDownloadUrl">;
  credentials: readonly ApiCredential[];
  /** Where the OpenAPI is: what it keeps on its own host is fetched wherever that is. */
  apiUrl: string;
  log: { warn(fields: object, message: string): void };
  /** For tests. */
  resolve?: BoundedFetchOptions["resolve"];
}): FetchAttachment {
  const { calls, client, credentials, apiUrl, log, resolve } = options;

  async function download(url: string, { maxBytes, signal }: WantedFile): Promise<FetchedAttachment> {
    try {
      const { content } = await fetchBounded(url, {
        maxBytes,
        timeoutMs: DOWNLOAD_TIMEOUT_MS,
        signal,
        trustedUrls: [apiUrl],
        resolve,
      });
      return { status: "fetched", content };
    } catch (error) {
      signal.throwIfAborted();
      const reason = error instanceof GuardError ? refusalOf(error) : undefined;
      if (reason === undefined) throw new AttachmentError(error);
      if (reason === "not_allowed") log.warn({ err: error }, "DingTalk named an address that is not fetched");
      return { status: "refused", reason };
    }
  }

  return async (file) => {
    const credential = credentials.find(({ clientId }) => clientId === file.robotKey);
    if (credential === undefined) return { status: "refused", reason: "no_credential" };
    let last: FetchedAttachment = { status: "refused", reason: "gone" };
    for (const downloadCode of file.codes) {
      const answer = await calls({
        credential,
        api: "file-download",
        token: "api",
        maxWaitMs: MAX_WAIT_MS,
        signal: file.signal,
        make: (token) => client.requestDownloadUrl(token, { robotCode: credential.clientId, downloadCode }),
      });
      file.signal.throwIfAborted();
      last =
        answer.status === "done"
          ? await download(answer.value.downloadUrl, file)
          : { status: "refused", reason: refusedOrThrow(answer) };
      if (last.status === "fetched" || last.reason === "too_large") return last;
    }
    return last;
  };
}

function refusedOrThrow(answer: Exclude<CallResult<unknown>, { status: "done" }>): FetchRefusal {
  if (answer.status === "failed" && answer.action === "give-up") return "gone";
  if (answer.status !== "held") throw new AttachmentError("cause" in answer ? answer.cause : undefined);
  // Both have been told to the operator, and neither passes in the time of an attempt.
  if (answer.reason === "permission" || answer.reason === "monthly") return "not_allowed";
  throw new AttachmentError(answer.cause, answer.retryAfterMs);
}

function refusalOf({ code, status = 0 }: GuardError): FetchRefusal | undefined {
  switch (code) {
    case "too_large":
      return code;
    case "bad_url":
    case "private_address":
      return "not_allowed";
    case "http_status":
      return status < 500 ? "gone" : undefined;
    case "not_reached":
    case "timeout":
    case "aborted":
    case "cut_off":
      return undefined;
  }
}
