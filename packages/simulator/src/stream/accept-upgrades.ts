import type { Server } from "node:http";
import type { Socket } from "node:net";
import { WebSocketServer } from "ws";
import type { StreamHub } from "./stream-hub.ts";
import type { Tickets } from "./tickets.ts";

/** `GET /connect?ticket=`: makes a WebSocket of it where the ticket is good. */
export function acceptUpgrades(server: Server, tickets: Tickets, hub: Pick<StreamHub, "accept">): void {
  const webSockets = new WebSocketServer({ noServer: true });
  server.on("upgrade", (request, socket, head) => {
    const url = new URL(request.url ?? "/", "http://simulator");
    const ticket = url.searchParams.get("ticket");
    const grant = url.pathname === "/connect" && ticket !== null ? tickets.redeem(ticket) : undefined;
    if (grant === undefined) {
      socket.end("HTTP/1.1 401 Unauthorized\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
      return;
    }
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      hub.accept(webSocket, socket as Socket, grant);
    });
  });
}
