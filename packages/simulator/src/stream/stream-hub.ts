import type { Socket } from "node:net";
import type { WebSocket } from "ws";
import { type Push, pushToConnection } from "./push-to-connection.ts";
import { createStreamConnection, type StreamConnection } from "./stream-connection.ts";
import type { StreamFaults } from "./stream-faults.ts";
import { newMessageId, systemFrame } from "./stream-frames.ts";
import type { ConnectionView, PushRecord } from "./stream-record.ts";
import type { Grant } from "./tickets.ts";

const MAX_RECORDS = 20_000;

export interface StreamHubOptions {
  faults: StreamFaults;
  /** How long after a push its ack counts. */
  ackWindowMs: number;
  /** Between two pings of a connection; one that does not answer in the ack window is closed. */
  pingIntervalMs: number;
  /** Silence after `disconnect` that ends a connection. */
  disconnectSilenceMs: number;
  now: () => number;
  random: () => number;
}

/** All connections of all robots. */
export interface StreamHub {
  readonly pushes: readonly PushRecord[];
  /** Open ones, oldest first. */
  connections(this: void, robot?: string): ConnectionView[];
  /** The connection of this id, else one at random. @throws Error where there is none. */
  one(this: void, id?: string): StreamConnection;
  accept(this: void, socket: WebSocket, tcp: Socket, grant: Grant): void;
  /** To one random connection that asked for the topic, or with the knob to two; resolves with the record of the first. */
  push(this: void, push: Push): Promise<PushRecord>;
  /** Sends a ping; whether it was answered as it must be. A connection that does not is closed. */
  ping(this: void, id?: string): Promise<boolean>;
  disconnect(this: void, id?: string): void;
  close(this: void): Promise<void>;
}

export function createStreamHub(options: StreamHubOptions): StreamHub {
  const { faults, ackWindowMs, now, random } = options;
  const open = new Map<string, StreamConnection>();
  const pushes: PushRecord[] = [];
  let count = 0;

  const keep = (record: PushRecord): PushRecord => {
    pushes.push(record);
    if (pushes.length > MAX_RECORDS) pushes.shift();
    return record;
  };

  function one(id?: string): StreamConnection {
    const all = [...open.values()];
    const found = id === undefined ? all[Math.floor(random() * all.length)] : open.get(id);
    if (found === undefined) throw new Error(`no open connection ${id ?? ""}`);
    return found;
  }

  async function ping(id?: string): Promise<boolean> {
    const connection = one(id);
    const messageId = newMessageId(now());
    const opaque = `${messageId}-opaque`;
    const timer = setTimeout(connection.cut, ackWindowMs);
    const ack = await connection.ask(systemFrame("ping", { opaque }, now(), messageId), messageId);
    clearTimeout(timer);
    return ack?.code === 200 && (ack.data as { opaque?: unknown } | null)?.opaque === opaque;
  }

  return {
    pushes,
    one,
    ping,
    connections: (robot) =>
      [...open.values()]
        .map(({ view }) => view)
        .filter((view) => robot === undefined || view.robot === robot),
    accept(socket, tcp, grant) {
      count += 1;
      const connection = createStreamConnection(socket, tcp, `connection-${count}`, grant, now);
      const { id } = connection.view;
      open.set(id, connection);
      const timer = setInterval(() => {
        if (connection.view.state === "live") void ping(id);
      }, options.pingIntervalMs);
      connection.onClose(() => {
        clearInterval(timer);
        open.delete(id);
      });
      connection.send(systemFrame("REGISTERED", {}, now()));
    },
    async push(push) {
      const takers = shuffled(
        [...open.values()].filter(
          ({ view }) =>
            view.robot === push.robot && view.state !== "leaving" && view.topics.includes(push.topic),
        ),
        random,
      );
      const [first, second] = takers;
      if (first === undefined) return keep(noConnection(push, now()));
      if (second !== undefined && faults.duplicates > 0) {
        faults.duplicates -= 1;
        void pushToConnection(second, push, options).then(keep);
      }
      return keep(await pushToConnection(first, push, options));
    },
    disconnect(id) {
      one(id).disconnect("connection is expired", options.disconnectSilenceMs);
    },
    async close() {
      const all = [...open.values()];
      for (const connection of all) connection.cut();
      await Promise.all(all.map(({ closed }) => closed));
    },
  };
}

function noConnection({ topic, robot, msgId }: Push, nowMs: number): PushRecord {
  const whose = { topic, robot, ...(msgId === undefined ? {} : { msgId }) };
  return { ...whose, messageId: newMessageId(nowMs), outcome: "no-connection", atMs: nowMs };
}

/** Each push goes to one connection at random, without stickiness. */
function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, at: random() }))
    .toSorted((left, right) => left.at - right.at)
    .map(({ item }) => item);
}
