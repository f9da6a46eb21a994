import { fetchBounded, GuardError, isPublicAddress, type Resolve } from "@dinglane/guarded-fetch";
import { isIP } from "node:net";
import { isLoopback } from "./is-loopback.ts";

export interface DownloadPictureOptions {
  /** The model server's own address: pictures that lie there are fetched wherever it is. */
  baseUrl: string;
  httpProxy?: string | undefined;
  /** What calls to the model go through, the proxy included. */
  fetch: typeof globalThis.fetch;
  maxBytes: number;
  /** For tests. */
  resolve?: Resolve | undefined;
}

/** Fetches a picture by the URL that a model server gave. */
export type DownloadPicture = (
  url: string,
  call: { timeoutMs: number; signal: AbortSignal },
) => Promise<Uint8Array>;

/**
 * Creates the downloader: http and https, from public addresses or the model server itself, no redirects, bounded.
 * Behind a proxy it is the proxy that looks names up, so of those only the ones for this machine are refused.
 *
 * @throws GuardError
 */
export function createDownloadPicture(options: DownloadPictureOptions): DownloadPicture {
  const { baseUrl, httpProxy, maxBytes, resolve } = options;
  const throughProxy = httpProxy !== undefined && httpProxy !== "";
  return async (url, { timeoutMs, signal }) => {
    const target = URL.parse(url);
    if (target === null || !throughProxy) {
      const file = await fetchBounded(url, { maxBytes, timeoutMs, signal, trustedUrls: [baseUrl], resolve });
      return file.content;
    }
    const host = target.hostname.replace(/^\[|\]$/g, "");
    const isElsewhere = target.origin !== URL.parse(baseUrl)?.origin;
    const isPrivate = isLoopback(target) || (isIP(host) !== 0 && !isPublicAddress(host));
    if (!/^https?:$/.test(target.protocol) || target.username !== "") throw new GuardError("bad_url");
    if (isElsewhere && isPrivate) throw new GuardError("private_address");
    return fetchThrough(
      options.fetch,
      target,
      maxBytes,
      AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    );
  };
}

async function fetchThrough(
  fetchIt: typeof globalThis.fetch,
  target: URL,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    const response = await fetchIt(target.href, { redirect: "manual", signal });
    if (response.status !== 200) {
      await response.body?.cancel();
      throw new GuardError("http_status", { status: response.status });
    }
    for await (const chunk of response.body ?? []) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) throw new GuardError("too_large");
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof GuardError) throw cause;
    throw new GuardError(signal.aborted ? "timeout" : "not_reached", { cause });
  }
  return Buffer.concat(chunks, bytes);
}
