import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express, { type Router } from "express";

export interface ProbeServer {
  port: number;
  close: () => Promise<void>;
}

/** Serves the probes on a port of their own; 0 takes any free one. */
export async function openProbeServer(probes: Router, port: number): Promise<ProbeServer> {
  const app = express();
  app.disable("x-powered-by");
  app.use(probes);
  const server = createServer(app);
  server.listen(port);
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
