import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { answersMessage } from "./answers-message.ts";
import { createDirectory } from "./directory.ts";
import { createFaults } from "./faults.ts";
import { createJournal } from "./journal.ts";
import { createSessionStore } from "./session-store.ts";
import { createSpeaker } from "./speaker.ts";
import { createTimeline } from "./timeline.ts";
import { webhookUrl } from "./webhook-url.ts";
import { createWebhookPace } from "./webhook-pace.ts";
import { notFound } from "./routes/not-found.ts";
import { playgroundEvents } from "./routes/playground-events.ts";
import { playgroundMessages } from "./routes/playground-messages.ts";
import { playgroundPage } from "./routes/playground-page.ts";
import { playgroundPlaces } from "./routes/playground-places.ts";
import { sendBySession } from "./routes/send-by-session.ts";
import type { Simulator, SimulatorOptions } from "./simulator.ts";

const SIX_MINUTES_MS = 6 * 60_000;

/** Starts a local DingTalk: callbacks out, webhooks in, the playground page on GET /. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { robots, people, groups, now = Date.now, host = "127.0.0.1" } = options;
  let { callbackUrl } = options;
  const app = express().disable("x-powered-by").disable("etag");
  const server = createServer(app).listen(options.port ?? 0, host);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const url = options.publicUrl ?? `http://${host}:${port}`;

  const directory = createDirectory(robots, people, groups);
  const sessions = createSessionStore(options.sessionReuseMs ?? SIX_MINUTES_MS, now);
  const stores = { journal: createJournal(), timeline: createTimeline(), faults: createFaults(), now };
  const { journal, timeline, faults } = stores;
  const speaker = createSpeaker({
    ...stores,
    directory,
    sessions,
    baseUrl: url,
    callbackUrl: () => callbackUrl,
    callbackTimeoutMs: options.callbackTimeoutMs ?? 5_000,
  });
  app.use(sendBySession({ ...stores, sessions, pace: createWebhookPace(now) }));
  app.use(playgroundPlaces(directory));
  app.use(playgroundMessages(speaker.say));
  app.use(playgroundEvents(timeline));
  app.use(playgroundPage());
  app.use(notFound());

  const staffIds = new Set(people.flatMap((person) => person.staffId ?? []));
  const close = async (): Promise<void> => {
    speaker.close();
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
