import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

const REQUEST_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 10_000;
const IDLE_SWEEP_INTERVAL_MS = 20;

export interface Listening {
  port: number;
  /** Takes no new connections, lets the requests under way finish, and closes. */
  close: () => Promise<void>;
}

/** Listens on a port (0 = any free one); rejects with Node's error when it is taken. */
export async function listen(app: RequestListener, port: number): Promise<Listening> {
  const server = createServer(
    { requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: HEADERS_TIMEOUT_MS },
    app,
  );
  server.listen(port);
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, "close");
      server.close();
      // A kept-alive connection counts as open until its timeout, also after its last response.
      const sweep = setInterval(() => server.closeIdleConnections(), IDLE_SWEEP_INTERVAL_MS);
      await closed.finally(() => clearInterval(sweep));
    },
  };
}
