import { createServer } from "node:net";

/** A loopback port that nobody listens on at this moment; whoever binds it must cope with losing the race. */
export function findFreePort(): Promise<number> {
  return bindOnce(0, "127.0.0.1");
}

/** Whether a port can be bound now, on loopback and on every interface: systems differ in which of the two clash. */
export async function isPortFree(port: number): Promise<boolean> {
  try {
    await bindOnce(port, "127.0.0.1");
    await bindOnce(port, undefined);
    return true;
  } catch {
    // EADDRINUSE, or EACCES for a port that is reserved: of no use to us either way.
    return false;
  }
}

function bindOnce(port: number, host: string | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(port, host, () => {
      const address = server.address();
      const bound = typeof address === "object" && address !== null ? address.port : port;
      server.close(() => resolve(bound));
    });
  });
}
