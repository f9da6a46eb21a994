import { setTimeout as delay } from "node:timers/promises";
import { holdConnection } from "./hold-connection.ts";
import { openConnection, type StreamConnection } from "./open-connection.ts";
import { requestEndpoint } from "./request-endpoint.ts";
import { createRobotPace } from "./robot-pace.ts";
import type { GatewayStanding, StreamClient, StreamListeners, StreamLog } from "./stream-client.ts";
import { STREAM_TIMING, type StreamTiming } from "./stream-timing.ts";
import { CARD_TOPIC, ROBOT_TOPIC } from "./stream-topics.ts";

export interface StreamClientOptions extends StreamListeners {
  credential: { clientId: string; clientSecret: string };
  /** Connections to hold open; DingTalk pushes each message to one of them at random. */
  connections: number;
  /** DingTalk's OpenAPI, without a slash at the end. */
  apiUrl: string;
  /** DingTalk says for the third time in a row that it does not know these credentials. They are tried every minute. */
  onRefused: () => void;
  log: StreamLog;
  /** Monotonic ms. */
  now: () => number;
  /** From 0 up to, but not including, 1. */
  random: () => number;
  fetch?: typeof fetch;
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  timing?: Partial<StreamTiming>;
}

const sleepFor = async (ms: number, signal: AbortSignal): Promise<void> => delay(ms, undefined, { signal });

/**
 * Starts to hold one robot's connections open, whatever happens to them. Nothing it does rejects, and nothing it logs
 * holds a ticket, the secret or a message. https://open.dingtalk.com/document/direction/stream-mode-protocol-access-description
 */
export function startStreamClient(options: StreamClientOptions): StreamClient {
  const { credential, connections, apiUrl, now, random, sleep = sleepFor, fetch: post = fetch } = options;
  const timing = { ...STREAM_TIMING, ...options.timing };
  const log = withRobot(options.log, credential.clientId);
  const stopping = new AbortController();
  const { signal } = stopping;
  const topics = options.onCardCallback === undefined ? [ROBOT_TOPIC] : [ROBOT_TOPIC, CARD_TOPIC];
  let live = 0;

  function onChange(standing: GatewayStanding, err: unknown): void {
    if (standing === "well") log.info({}, "stream gateway lets us in again");
    else if (standing === "failing") log.warn({ err }, "no stream connection could be opened; trying again");
    else options.onRefused();
  }

  async function open(): Promise<StreamConnection> {
    const endpoint = { apiUrl, credential, topics, timeoutMs: timing.openTimeoutMs, fetch: post, signal };
    const url = await requestEndpoint(endpoint);
    return openConnection(url, { listeners: options, timing, now, log, signal });
  }

  const pace = createRobotPace({ timing, now, random, sleep, onChange });
  const held = Array.from({ length: connections }, async () =>
    holdConnection({
      open,
      pace,
      signal,
      onLive() {
        live += 1;
        log.info({ live, of: connections }, "stream connection opened");
      },
      onOver(end) {
        live -= 1;
        if (end !== undefined) log.info({ live, of: connections, ...end }, "stream connection is over");
      },
    }),
  );

  return {
    state: () => ({
      standing: pace.standing(),
      live,
      connecting: signal.aborted ? 0 : connections - live,
    }),
    async close() {
      stopping.abort();
      await Promise.all(held);
    },
  };
}

/** Every line says whose it is. */
function withRobot(log: StreamLog, robot: string): StreamLog {
  return {
    debug: (fields, message) => log.debug({ robot, ...fields }, message),
    info: (fields, message) => log.info({ robot, ...fields }, message),
    warn: (fields, message) => log.warn({ robot, ...fields }, message),
    error: (fields, message) => log.error({ robot, ...fields }, message),
  };
}
