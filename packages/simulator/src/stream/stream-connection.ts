import type { Socket } from "node:net";
import type { WebSocket } from "ws";
import { z } from "zod";
import { parsedOrText } from "../parsed-or-text.ts";
import { systemFrame } from "./stream-frames.ts";
import type { ConnectionView } from "./stream-record.ts";
import type { Grant } from "./tickets.ts";

const ackSchema = z.object({
  code: z.number(),
  headers: z.looseObject({ messageId: z.string() }),
  data: z.string(),
});

/** What a robot said about a frame. */
interface Ack {
  code: number;
  data: unknown;
}

/** DingTalk's end of one WebSocket. */
export interface StreamConnection {
  readonly view: ConnectionView;
  /** Sends a frame; resolves with what comes back for it, or undefined once the connection is gone. */
  ask(this: void, frame: string, messageId: string): Promise<Ack | undefined>;
  /** Sends any text. */
  send(this: void, text: string): void;
  /** Delivers no more, says so, and tears the connection down when nothing was heard for so long. */
  disconnect(this: void, reason: string, silenceMs: number): void;
  /** Tears the TCP connection without a goodbye. */
  cut(this: void): void;
  onClose(this: void, listener: () => void): void;
  /** From now on nothing passes in either direction, and nobody is told. */
  blackHole(this: void): void;
  readonly closed: Promise<void>;
}

/** Takes over an accepted WebSocket. */
export function createStreamConnection(
  socket: WebSocket,
  tcp: Socket,
  id: string,
  grant: Grant,
  now: () => number,
): StreamConnection {
  const view: ConnectionView = { id, ...grant, openedAtMs: now(), state: "live" };
  const waiting = new Map<string, (ack: Ack | undefined) => void>();
  let silence: NodeJS.Timeout | undefined;

  socket.on("message", (data: Buffer) => {
    silence?.refresh();
    const ack = ackSchema.safeParse(parsedOrText(data.toString("utf8")));
    if (!ack.success) return;
    const { code, headers, data: text } = ack.data;
    waiting.get(headers.messageId)?.({ code, data: parsedOrText(text) });
    waiting.delete(headers.messageId);
  });
  // The close that follows says all that matters here.
  socket.on("error", () => undefined);
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  socket.on("close", () => {
    clearTimeout(silence);
    for (const resolve of waiting.values()) resolve(undefined);
  });

  const send = (text: string): void => {
    if (view.state !== "black-holed") socket.send(text, () => undefined);
  };
  const cut = (): void => {
    tcp.resetAndDestroy();
  };
  return {
    view,
    closed,
    send,
    cut,
    onClose: (listener) => void socket.on("close", listener),
    ask(frame, messageId) {
      const { promise, resolve } = Promise.withResolvers<Ack | undefined>();
      if (socket.readyState === socket.CLOSED) resolve(undefined);
      waiting.set(messageId, resolve);
      send(frame);
      return promise;
    },
    disconnect(reason, silenceMs) {
      send(systemFrame("disconnect", { reason }, now()));
      view.state = "leaving";
      silence = setTimeout(cut, silenceMs);
    },
    blackHole() {
      view.state = "black-holed";
      tcp.pause();
    },
  };
}
