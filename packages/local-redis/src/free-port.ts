import { createServer } from "node:net";

/** A loopback port that nobody listens on at this moment; whoever binds it must cope with losing the race. */
export function findFreePort(): Promise<number> {
  return bindOnce(0);
}

/** Whether a loopback port can be bound now. */
export async function isPortFree(port: number): Promise<boolean> {
  return bindOnce(port).then(
    () => true,
    () => false,
  );
}

function bindOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      const bound = typeof address === "object" && address !== null ? address.port : port;
      server.close(() => resolve(bound));
    });
  });
}
