import { Agent, type Dispatcher, fetch as fetchBy, ProxyAgent, type RequestInit } from "undici";
import { isLoopback } from "./is-loopback.ts";
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
 * past it, and without the 300 s after which Node's own gives up. What runs on this machine is asked without the proxy,
 * which would look for it on its own. It is undici's fetch because an undici dispatcher
 * fits only the fetch of its own version. It takes no FormData of Node's: write such a body to bytes first.
 */
export function createModelFetch({ httpProxy, timeoutMs }: ModelFetchOptions): typeof globalThis.fetch {
  const limits = { headersTimeout: timeoutMs, bodyTimeout: timeoutMs };
  // Here, because not every agent hands its options on to the connections it opens.
  const limited = (agent: Dispatcher): Dispatcher =>
    agent.compose((dispatch) => (options, handler) => dispatch({ ...options, ...limits }, handler));
  const direct = limited(new Agent(http1));
  const routed = httpProxy === undefined || httpProxy === "" ? direct : limited(proxyAgent(httpProxy));
  const fetchModel = async (url: string | URL, init?: RequestInit): Promise<unknown> =>
    fetchBy(url, { ...init, dispatcher: isLoopback(new URL(url)) ? direct : routed });
  return fetchModel as typeof globalThis.fetch;
}

function proxyAgent(httpProxy: string): Dispatcher {
  const proxy = new URL(httpProxy);
  if (proxy.protocol.startsWith("socks5")) return createSocksAgent(proxy);
  // CONNECT for https:, the absolute form for http:, as proxies expect.
  return new ProxyAgent({ uri: proxy.href, ...http1, proxyTls: http1, requestTls: http1 });
}
