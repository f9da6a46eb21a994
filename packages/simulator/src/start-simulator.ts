import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { answersMessage } from "./answers-message.ts";
import { pressCard } from "./cards/press-card.ts";
import { createDirectory } from "./directory.ts";
import { createFaults } from "./faults.ts";
import { createJournal } from "./journal.ts";
import { createSessionStore } from "./session-store.ts";
import { createSpeaker } from "./speaker.ts";
import { acceptUpgrades } from "./stream/accept-upgrades.ts";
import { createSimulatedStream } from "./stream/simulated-stream.ts";
import { createStreamHub } from "./stream/stream-hub.ts";
import type { OpenRecord } from "./stream/stream-record.ts";
import { createTickets } from "./stream/tickets.ts";
import { createOpenApi } from "./openapi/create-openapi.ts";
import { createTimeline } from "./timeline.ts";
import { webhookUrl } from "./webhook-url.ts";
import { createWebhookPace } from "./webhook-pace.ts";
import { postCallback } from "./post-callback.ts";
import { pushMessage } from "./push-message.ts";
import { notFound } from "./routes/not-found.ts";
import { openStream } from "./routes/open-stream.ts";
import { playground } from "./routes/playground.ts";
import { sendByToken } from "./routes/send-by-token.ts";
import { sendBySession } from "./routes/send-by-session.ts";
import type { Simulator, SimulatorOptions } from "./simulator.ts";

const SIX_MINUTES_MS = 6 * 60_000;

/** Starts a local DingTalk: callbacks out by HTTP or stream, webhooks in, the playground page on GET /. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { robots, people, groups, now = Date.now, host = "127.0.0.1" } = options;
  let { callbackUrl } = options;
  const app = express().disable("x-powered-by").disable("etag");
  const server = createServer(app).listen(options.port ?? 0, host);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const url = options.publicUrl ?? `http://${host}:${port}`;

  const directory = createDirectory(robots, people, groups);
  const sessions = createSessionStore(options.sessionReuseMs ?? SIX_MINUTES_MS, now, options.sessionLifeMs);
  const stores = { journal: createJournal(), timeline: createTimeline(), faults: createFaults(), now };
  const { journal, timeline, faults } = stores;
  const hub = createStreamHub({
    faults: faults.stream,
    ackWindowMs: options.ackWindowMs ?? 3_000,
    pingIntervalMs: options.pingIntervalMs ?? 15_000,
    disconnectSilenceMs: options.disconnectSilenceMs ?? 10_000,
    now,
    random: options.random ?? Math.random,
  });
  const speaker = createSpeaker({
    ...stores,
    directory,
    sessions,
    baseUrl: url,
    async deliver(message) {
      const via = message.via ?? (callbackUrl === undefined ? "stream" : "http");
      if (via === "stream") return pushMessage(message, hub.push, now);
      return postCallback(callbackUrl, message, options.callbackTimeoutMs ?? 5_000, now);
    },
  });
  const tickets = createTickets(now);
  const opens: OpenRecord[] = [];
  acceptUpgrades(server, tickets, hub);
  app.use(openStream({ robots, tickets, faults: faults.stream, opens, endpoint: webSocketUrl(url), now }));
  const pace = createWebhookPace(now);
  app.use(sendBySession({ ...stores, sessions, pace }));
  app.use(sendByToken({ ...stores, customRobots: options.customRobots ?? [], pace }));
  const openApi = createOpenApi({
    ...stores,
    directory,
    robots,
    faults: faults.api,
    cardFaults: faults.card,
    placeOf: speaker.placeOf,
    baseUrl: url,
    ...(options.tokenLifeMs === undefined ? {} : { tokenLifeMs: options.tokenLifeMs }),
    ...(options.cardTemplates === undefined ? {} : { cardTemplates: options.cardTemplates }),
  });
  const { desk } = openApi;
  app.use(openApi.router);
  app.use(
    playground({
      directory,
      speaker,
      journal,
      timeline,
      openApi,
      press: async (press) => pressCard(desk, hub.push, press),
      origins: () => originsOf(callbackUrl, options.serviceUrl),
    }),
  );
  app.use(notFound());

  const staffIds = new Set(people.flatMap((person) => person.staffId ?? []));
  const close = async (): Promise<void> => {
    speaker.close();
    await hub.close();
    if (server.listening) {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    }
  };
  return {
    url,
    deliveries: journal.deliveries,
    callbacks: speaker.callbacks,
    faults,
    stream: createSimulatedStream(hub, opens),
    api: openApi.api,
    setCallbackUrl: (next) => {
      callbackUrl = next;
    },
    say: speaker.say,
    redeliver: speaker.redeliver,
    async waitForReply(wanted, timeoutMs = 5_000) {
      if (typeof wanted === "function") {
        return journal.waitFor("the predicate", wanted, timeoutMs);
      }
      const said = speaker.said(wanted);
      return journal.waitFor(wanted, (delivery) => answersMessage(delivery, said, staffIds), timeoutMs);
    },
    cards: desk.store.cards,
    waitForCard: async (wanted, timeoutMs = 5_000) => desk.store.waitFor(wanted, timeoutMs),
    pressCardButton: async (press) => pressCard(desk, hub.push, press),
    async openSession(who) {
      const robot = directory.robot(who.robot);
      const conversation = directory.conversation(robot, directory.person(who.from), who.in);
      return webhookUrl(url, sessions.open(robot.clientId, conversation.id).session);
    },
    expireSessions: sessions.expireAll,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** The bot's own addresses. */
function originsOf(...urls: readonly (string | undefined)[]): ReadonlySet<string> {
  return new Set(urls.flatMap((url) => (url === undefined ? [] : [new URL(url).origin])));
}

/** Where the gateway sends a client: the same origin, spoken to as a WebSocket. */
function webSocketUrl(url: string): string {
  return `${url.replace(/^http/u, "ws")}/connect`;
}
