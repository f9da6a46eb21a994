import { SocksClient, type SocksClientOptions } from "socks";
import { Agent, buildConnector } from "undici";
import { ProxyError } from "./proxy-error.ts";

const CONNECT_TIMEOUT_MS = 10_000;
const SOCKS_PORT = 1080;
const DEFAULT_PORTS: Readonly<Record<string, number>> = { "http:": 80, "https:": 443 };

/**
 * An agent whose every connection goes through a SOCKS5 proxy. The proxy looks the name up, under socks5:// as well
 * as under socks5h://: where a proxy is needed, the names that this machine sees are often wrong. undici's own
 * Socks5ProxyAgent is experimental and warns of that on stderr.
 */
export function createSocksAgent(proxy: URL): Agent {
  const upgrade = buildConnector({ timeout: CONNECT_TIMEOUT_MS, allowH2: false });
  return new Agent({
    allowH2: false,
    connect(target, callback) {
      // Its promise is fulfilled whatever comes once it has a callback.
      void SocksClient.createConnection(tunnelTo(target, proxy), (error, tunnel) => {
        if (tunnel === undefined) callback(asError(error), null);
        else if (target.protocol === "https:") upgrade({ ...target, httpSocket: tunnel.socket }, callback);
        else callback(null, tunnel.socket);
      });
    },
  });
}

function tunnelTo(target: buildConnector.Options, proxy: URL): SocksClientOptions {
  const { username, password } = proxy;
  return {
    command: "connect",
    proxy: {
      type: 5,
      host: proxy.hostname.replace(/^\[|\]$/g, ""),
      port: proxy.port === "" ? SOCKS_PORT : Number(proxy.port),
      ...(username === "" ? {} : { userId: decodeURIComponent(username) }),
      ...(password === "" ? {} : { password: decodeURIComponent(password) }),
    },
    destination: {
      host: target.hostname,
      port: Number(target.port) || (DEFAULT_PORTS[target.protocol] ?? 0),
    },
    timeout: CONNECT_TIMEOUT_MS,
    set_tcp_nodelay: true,
  };
}

/** The library's error carries its options, the password among them; its message does not. */
function asError(error: unknown): ProxyError {
  return new ProxyError(error instanceof Error ? error.message : "SOCKS proxy failed");
}
