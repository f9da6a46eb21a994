import { Agent, type Dispatcher, fetch as fetchBy, ProxyAgent, type RequestInit } from "undici";
import { createSocksAgent } from "./socks-agent.ts";

export interface ModelFetchOptions {
  /** http://, https://, socks5:// or socks5h://, with user and password where the proxy wants them. */
  httpProxy?: string | undefined;
  /** The longest wait for headers, and between two pieces of a body. */
  timeoutMs: number;
}

// One connection that breaks should break one answer.
const http1 = { allowH2: false } as const;

/**
 * A fetch of our own for calls to the model: through the proxy that is configured for them and for nothing else, never
 * past it, and without the 300 s after which Node's own gives up. It is undici's fetch because an undici dispatcher
 * fits only the fetch of its own version. It takes no FormData of Node's: write such a body to bytes first.
 */
export function createModelFetch({ httpProxy, timeoutMs }: ModelFetchOptions): typeof globalThis.fetch {
  const limits = { headersTimeout: timeoutMs, bodyTimeout: timeoutMs };
  const dispatcher = routeTo(httpProxy).compose(
    // Here, because not every agent hands its options on to the connections it opens.
    (dispatch) => (options, handler) => dispatch({ ...options, ...limits }, handler),
  );
  const fetchModel = async (url: string | URL, init?: RequestInit): Promise<unknown> =>
    fetchBy(url, { ...init, dispatcher });
  return fetchModel as typeof globalThis.fetch;
}

function routeTo(httpProxy: string | undefined): Dispatcher {
  if (httpProxy === undefined || httpProxy === "") return new Agent(http1);
  const proxy = new URL(httpProxy);
  if (proxy.protocol.startsWith("socks5")) return createSocksAgent(proxy);
  // CONNECT for https:, the absolute form for http:, as proxies expect.
  return new ProxyAgent({ uri: proxy.href, ...http1, proxyTls: http1, requestTls: http1 });
}
