import type { WebSocket } from "ws";

/** Intervals without a sign of life before a peer counts as dead: a ping sent, and one more chance. */
const SILENT_INTERVALS = 2;

/**
 * Pings an open socket and tears it down when its peer is dead: found after at most three intervals. Intervals are
 * counted, not milliseconds, so that a pause of our own process kills no connection.
 */
export function startKeepAlive(socket: WebSocket, intervalMs: number, onDead: () => void): void {
  let silent = 0;
  const alive = (): void => {
    silent = 0;
  };
  socket.on("pong", alive);
  socket.on("message", alive);
  const timer = setInterval(() => {
    if (silent >= SILENT_INTERVALS) {
      onDead();
      socket.terminate();
      return;
    }
    silent += 1;
    // A socket that is closing takes no ping; its own timeout ends it.
    socket.ping(undefined, undefined, () => undefined);
  }, intervalMs);
  socket.on("close", () => clearInterval(timer));
}
