import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { trackConnections } from "./track-connections.ts";

/** A callback is a few kilobytes from a data centre, a form of the dashboard less: who needs longer is neither. */
const REQUEST_TIMEOUT_MS = 10_000;
const HEADERS_TIMEOUT_MS = 5_000;
const TIMEOUT_CHECK_INTERVAL_MS = 1_000;
/** Longer than the 60 s after which common reverse proxies drop an idle connection, so they drop it first. */
const KEEP_ALIVE_TIMEOUT_MS = 65_000;
const IDLE_SWEEP_INTERVAL_MS = 20;
/** A request that was on its way when the end began still arrives in this time; a silent connection waits for nothing. */
const ARRIVAL_GRACE_MS = 2_000;
/** Whoever pushed a callback has given up by then; what is left is a client that does not read. */
const ANSWER_GRACE_MS = 5_000;

export interface Listening {
  port: number;
  /** Takes no new connections and lets the requests under way finish, for at most 5 s: no client can hold up the end. */
  close: () => Promise<void>;
}

/** Listens on a port (0 = any free one) of one address, else of all; rejects with Node's error when it is taken. */
export async function listen(app: RequestListener, port: number, host?: string): Promise<Listening> {
  const server = createServer(
    {
      requestTimeout: REQUEST_TIMEOUT_MS,
      headersTimeout: HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: TIMEOUT_CHECK_INTERVAL_MS,
      keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    },
    app,
  );
  const connections = trackConnections(server);
  server.listen({ port, host });
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, "close");
      server.close();
      // A kept-alive connection counts as open until its timeout, also after its last response.
      const sweep = setInterval(() => server.closeIdleConnections(), IDLE_SWEEP_INTERVAL_MS);
      const arrival = setTimeout(connections.destroyUnanswerable, ARRIVAL_GRACE_MS);
      const answer = setTimeout(connections.destroyAll, ANSWER_GRACE_MS);
      await closed;
      clearInterval(sweep);
      clearTimeout(arrival);
      clearTimeout(answer);
    },
  };
}
