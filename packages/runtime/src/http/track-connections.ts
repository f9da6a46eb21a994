import type { Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

export interface Connections {
  /** Those that no whole request has come by: silent ones, half a header, half a body. */
  destroyUnanswerable: () => void;
  destroyAll: () => void;
}

/**
 * Knows a server's connections and what each was last asked. Node closes only idle ones, and a connection that has never
 * said a whole request is not idle to it. One entry per request and no listener: this is in every callback's way.
 */
export function trackConnections(server: Server): Connections {
  const latest = new Map<Socket, ServerResponse | undefined>();
  server.on("connection", (socket: Socket) => {
    latest.set(socket, undefined);
    socket.once("close", () => latest.delete(socket));
  });
  server.on("request", ({ socket }, response) => latest.set(socket, response));

  function destroy(isDoomed: (response: ServerResponse | undefined) => boolean): void {
    for (const [socket, response] of latest) if (isDoomed(response)) socket.destroy();
  }
  return {
    destroyUnanswerable: () => destroy((response) => !isBeingAnswered(response)),
    destroyAll: () => destroy(() => true),
  };
}

function isBeingAnswered(response: ServerResponse | undefined): boolean {
  return response !== undefined && response.req.complete && !response.writableFinished;
}
