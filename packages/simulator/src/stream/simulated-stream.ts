import type { Push } from "./push-to-connection.ts";
import type { StreamHub } from "./stream-hub.ts";
import type { ConnectionView, OpenRecord, PushRecord } from "./stream-record.ts";

/** DingTalk's side of stream mode, for tests to look at and to break. Without an id a knob takes a random connection. */
export interface SimulatedStream {
  /** Every request to open a connection. */
  readonly opens: readonly OpenRecord[];
  /** Every push, in the order of their outcomes. */
  readonly pushes: readonly PushRecord[];
  connections(this: void, robot?: string): ConnectionView[];
  /** Resolves when exactly so many connections are open. */
  waitForConnections(
    this: void,
    count: number,
    options?: { robot?: string; timeoutMs?: number },
  ): Promise<void>;
  /** Pushes anything: a button of a card, an event. */
  push(this: void, push: Push): Promise<PushRecord>;
  /** Sends any text as a frame. */
  send(this: void, text: string, id?: string): void;
  /** Whether a ping is answered with its opaque. */
  ping(this: void, id?: string): Promise<boolean>;
  /** Tells a connection to leave; it gets nothing more, and is torn down after 10 s without a word from it. */
  disconnect(this: void, id?: string): void;
  /** Tears a TCP connection without a goodbye. */
  cut(this: void, id?: string): void;
  /** Lets nothing pass any more on a connection that stays open. */
  blackHole(this: void, id?: string): void;
}

const LOOK_INTERVAL_MS = 10;

export function createSimulatedStream(hub: StreamHub, opens: readonly OpenRecord[]): SimulatedStream {
  return {
    opens,
    pushes: hub.pushes,
    connections: hub.connections,
    push: hub.push,
    ping: hub.ping,
    disconnect: hub.disconnect,
    send: (text, id) => hub.one(id).send(text),
    cut: (id) => hub.one(id).cut(),
    blackHole: (id) => hub.one(id).blackHole(),
    async waitForConnections(count, { robot, timeoutMs = 20_000 } = {}) {
      const untilMs = performance.now() + timeoutMs;
      while (hub.connections(robot).length !== count) {
        if (performance.now() > untilMs) {
          throw new Error(`${hub.connections(robot).length} stream connections instead of ${count}`);
        }
        await new Promise((resolve) => setTimeout(resolve, LOOK_INTERVAL_MS));
      }
    },
  };
}
