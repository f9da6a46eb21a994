import { request as requestHttp, type IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import { fixedLookup } from "./fixed-lookup.ts";
import { GuardError } from "./guard-error.ts";
import { readBounded } from "./read-bounded.ts";
import { resolvePublic, type Resolve } from "./resolve-public.ts";
import { unlessAborted } from "./unless-aborted.ts";

export interface BoundedFetchOptions {
  maxBytes: number;
  /** For everything, the last byte included. */
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  /** URLs that the operator configured: their hosts, at their ports, are asked wherever they are. */
  trustedUrls?: readonly string[];
  /** For tests. */
  resolve?: Resolve | undefined;
}

/** What was fetched. `contentType` is what the host says, not what the file is. */
export interface FetchedFile {
  content: Uint8Array;
  contentType: string | undefined;
}

/**
 * Fetches a URL that somebody else has written: http or https only, from public addresses only, connecting to the very
 * addresses that were checked. Redirects are not followed; no cookie or credential goes out; a body is never
 * decompressed, so `maxBytes` is what it takes in memory.
 *
 * @throws GuardError
 */
export async function fetchBounded(url: string, options: BoundedFetchOptions): Promise<FetchedFile> {
  const target = parseTarget(url);
  const timeout = AbortSignal.timeout(options.timeoutMs);
  const signal = AbortSignal.any(options.signal === undefined ? [timeout] : [options.signal, timeout]);
  try {
    const response = await open(target, options, signal);
    const content = await readBounded(response, options.maxBytes);
    return { content, contentType: response.headers["content-type"] };
  } catch (cause) {
    if (options.signal?.aborted === true) throw new GuardError("aborted", { cause });
    if (timeout.aborted) throw new GuardError("timeout", { cause });
    throw cause;
  }
}

function parseTarget(url: string): URL {
  const target = URL.parse(url);
  const isWeb = target?.protocol === "http:" || target?.protocol === "https:";
  if (target === null || !isWeb || target.username !== "" || target.password !== "") {
    throw new GuardError("bad_url");
  }
  return target;
}

async function open(
  target: URL,
  { trustedUrls = [], resolve }: BoundedFetchOptions,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  signal.throwIfAborted();
  const isTrusted = trustedUrls.some((url) => URL.parse(url)?.origin === target.origin);
  const addresses = isTrusted
    ? undefined
    : await unlessAborted(resolvePublic(target.hostname, resolve), signal);
  const request = target.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((done, failed) => {
    const call = request(target, {
      // A pool would hand out connections that another look-up has opened.
      agent: false,
      signal,
      ...(addresses === undefined ? {} : { lookup: fixedLookup(addresses) }),
      headers: { accept: "*/*", "accept-encoding": "identity" },
    });
    call.once("error", (cause) => failed(new GuardError("not_reached", { cause })));
    call.once("response", (response) => {
      const status = response.statusCode ?? 0;
      if (status === 200) return done(response);
      response.destroy();
      failed(new GuardError("http_status", { status }));
    });
    call.end();
  });
}
