import { WebSocket } from "ws";
import { answerFrame, type ListenerFault } from "./answer-frame.ts";
import { ackOf } from "./frame-answer.ts";
import { readFrame, type Frame } from "./frame.ts";
import { GatewayError } from "./gateway-error.ts";
import { startKeepAlive } from "./start-keep-alive.ts";
import type { StreamListeners, StreamLog } from "./stream-client.ts";
import type { StreamTiming } from "./stream-timing.ts";

/** As for callbacks over HTTP: a message is a few kilobytes. */
const MAX_FRAME_BYTES = 1024 * 1024;

export interface ConnectionEnd {
  /** `asked_to_leave`: DingTalk sent `disconnect`, delivers no more here and will close. */
  reason: "asked_to_leave" | "lost";
  livedMs: number;
}

export interface ConnectionOptions {
  listeners: StreamListeners;
  timing: StreamTiming;
  now: () => number;
  /** Knows the robot already. */
  log: StreamLog;
  /** Gives a handshake up; an open connection does not mind it. */
  signal: AbortSignal;
}

/**
 * One open connection.
 *
 * | state | a push | `disconnect` | the socket closes | `finish()` |
 * |---|---|---|---|---|
 * | live | answered | leaving, `over` | closed, `over` | finishing |
 * | leaving | answered | – | closed | finishing |
 * | finishing | answered until the last answer is out, then taken without one | – | closed | – |
 * | closed | – | – | – | waits for listeners under way |
 */
export interface StreamConnection {
  /** Settles when no more will be delivered. */
  readonly over: Promise<ConnectionEnd>;
  /** Lets listeners under way finish, sends their answers, and closes. Bounded, and to be called once `over` or not. */
  finish(this: void): Promise<void>;
}

/**
 * Opens a connection by its URL, which holds the ticket.
 *
 * @throws GatewayError `handshake_failed`
 */
export async function openConnection(url: URL, options: ConnectionOptions): Promise<StreamConnection> {
  const { timing, now, signal } = options;
  const socket = new WebSocket(url, clientOptions(timing));
  const over = Promise.withResolvers<ConnectionEnd>();
  const answering = new Set<Promise<void>>();
  let openedAtMs = now();
  const end = (reason: ConnectionEnd["reason"]): void =>
    over.resolve({ reason, livedMs: now() - openedAtMs });
  // Every listener before the first await: a frame may come in the packet that ends the handshake.
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  socket.once("close", () => end("lost"));
  socket.on("message", (data: Buffer) => {
    const answered = answer(socket, data, options, () => end("asked_to_leave"));
    answering.add(answered);
    void answered.finally(() => answering.delete(answered));
  });
  await handshakeOf(socket, signal);
  openedAtMs = now();
  startKeepAlive(socket, timing.keepAliveIntervalMs, () => {
    options.log.warn({}, "stream connection is dead: nothing was heard for three intervals");
  });

  return {
    over: over.promise,
    async finish() {
      const untilMs = now() + timing.drainTimeoutMs;
      while (answering.size > 0 && now() < untilMs) await Promise.all(answering);
      socket.close(1000);
      await closed;
      await Promise.all(answering);
    },
  };
}

/** `closeTimeout` is newer than its type: hence no literal at the call. */
function clientOptions(timing: StreamTiming) {
  return {
    handshakeTimeout: timing.handshakeTimeoutMs,
    closeTimeout: timing.closeTimeoutMs,
    maxPayload: MAX_FRAME_BYTES,
    followRedirects: false,
    perMessageDeflate: false,
  };
}

function handshakeOf(socket: WebSocket, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const giveUp = (): void => socket.terminate();
  signal.addEventListener("abort", giveUp, { once: true });
  socket.once("open", () => {
    signal.removeEventListener("abort", giveUp);
    resolve();
  });
  // For good: ws emits one for every broken connection. Its close follows.
  socket.on("error", (cause) => reject(new GatewayError("handshake_failed", { cause })));
  socket.once("close", () => signal.removeEventListener("abort", giveUp));
  return promise;
}

/** Never rejects. */
async function answer(
  socket: WebSocket,
  data: Buffer,
  { listeners, timing, log }: ConnectionOptions,
  onAskedToLeave: () => void,
): Promise<void> {
  const frame = readFrame(data.toString("utf8"));
  if (frame === undefined) {
    log.warn({ bytes: data.length }, "a frame from DingTalk could not be read");
    return;
  }
  if (frame.type === "SYSTEM" && frame.headers.topic === "disconnect") onAskedToLeave();
  const { listenerTimeoutMs, pressTimeoutMs } = timing;
  const onFault = (topic: string, fault: ListenerFault): void => reportFault(log, topic, fault);
  const ack = await answerFrame(frame, { listeners, listenerTimeoutMs, pressTimeoutMs, onFault });
  if (ack === undefined) return;
  if (ack.code === 404) log.warn({ topic: frame.headers.topic.slice(0, 100) }, "a push of an unknown topic");
  acknowledge(socket, frame, ackOf(frame.headers.messageId ?? "", ack), log);
}

function acknowledge(socket: WebSocket, { headers }: Frame, ack: string, log: StreamLog): void {
  if (headers.messageId === undefined) return;
  // Too late where the connection is gone: DingTalk may push again, and that is known for a duplicate.
  socket.send(ack, (error) => {
    if (error) log.debug({ topic: headers.topic, err: error }, "an acknowledgement was not sent");
  });
}

function reportFault(log: StreamLog, topic: string, fault: ListenerFault): void {
  if (fault.kind === "too_late") log.warn({ topic }, "a push was not dealt with in time");
  else log.error({ topic, err: fault.err }, "dealing with a push failed");
}
