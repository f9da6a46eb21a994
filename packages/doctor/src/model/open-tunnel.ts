import { once } from "node:events";
import { request as requestOverHttp, type IncomingMessage } from "node:http";
import { request as requestOverHttps } from "node:https";
import { connect } from "node:net";

/**
 * Resolves with the status of the proxy's answer to CONNECT, or with "connected" for a SOCKS proxy, which is not asked for
 * anything. Rejects with the connection's error.
 */
export type OpenTunnel = (proxy: URL, target: URL, signal: AbortSignal) => Promise<number | "connected">;

const DEFAULT_PORTS: Readonly<Record<string, string>> = { "http:": "80", "https:": "443" };
const SOCKS_PORT = 1080;

/** Opens a tunnel through a proxy and closes it at once. */
export const openTunnel: OpenTunnel = (proxy, target, signal) =>
  proxy.protocol.startsWith("socks") ? touch(proxy, signal) : connectThrough(proxy, target, signal);

async function touch(proxy: URL, signal: AbortSignal): Promise<"connected"> {
  const port = proxy.port === "" ? SOCKS_PORT : Number(proxy.port);
  const socket = connect({ host: bareHost(proxy), port });
  try {
    await once(socket, "connect", { signal });
    return "connected";
  } finally {
    socket.destroy();
  }
}

async function connectThrough(proxy: URL, target: URL, signal: AbortSignal): Promise<number> {
  const authority = `${target.hostname}:${target.port || DEFAULT_PORTS[target.protocol]}`;
  const request = (proxy.protocol === "https:" ? requestOverHttps : requestOverHttp)({
    host: bareHost(proxy),
    port: proxy.port || DEFAULT_PORTS[proxy.protocol],
    method: "CONNECT",
    path: authority,
    headers: { host: authority, ...authorization(proxy) },
    agent: false,
    signal,
  });
  const answered = new Promise<number>((resolve, reject) => {
    const take = ({ statusCode = 0 }: IncomingMessage): void => resolve(statusCode);
    request.once("connect", take);
    request.once("response", take);
    request.on("error", reject);
  });
  request.end();
  try {
    return await answered;
  } finally {
    request.destroy();
  }
}

function bareHost(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "");
}

function authorization({ username, password }: URL): Record<string, string> {
  if (username === "" && password === "") return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { "proxy-authorization": `Basic ${Buffer.from(pair).toString("base64")}` };
}
