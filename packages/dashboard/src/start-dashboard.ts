import { openQueues } from "@dinglane/jobs";
import { listen, REDIS_KEY_PREFIX as prefix, type ServiceContext } from "@dinglane/runtime";
import { createApp } from "./app.ts";
import { createAudit } from "./board/audit.ts";
import { createBoard } from "./board/create-board.ts";
import { createAttempts } from "./login/attempts.ts";
import { createKnownBrowsers } from "./login/known-browsers.ts";
import { createLoginRecord } from "./login/login-record.ts";
import { createSessions } from "./login/sessions.ts";
import { problemOf } from "./problem-of.ts";

/** Starts the dashboard: the queues' board behind the login, on `dashboard_port`. */
export async function startDashboard(context: ServiceContext): Promise<void> {
  const { config, log, metrics } = context;
  const { users, host, port } = config.dashboard;
  const opened = openQueues({
    redis: context.connectRedis("general"),
    prefix,
    // The connection reports its own outages. Not the error itself: Redis' carry the command, user text and all.
    onError: (error) => log.debug({ problem: error.message }, "queue error"),
  });
  context.onShutdown("queues", async () => opened[Symbol.asyncDispose]());

  // Somebody waits in front of a browser: better a plain "not now" than a page that hangs while Redis is away.
  const redis = context.connectRedis("producer");
  const audit = createAudit({ log, metrics });
  const app = createApp({
    probes: context.probes,
    users,
    sessions: createSessions({ redis, prefix, users, now: Date.now }),
    attempts: createAttempts({ redis, prefix }),
    knownBrowsers: createKnownBrowsers({ redis, prefix }),
    record: createLoginRecord({ log, metrics, isUser: (name) => users.some((user) => user.name === name) }),
    audit,
    board: createBoard({ queues: opened.queues, audit }),
    ...(config.serviceUrl === undefined ? {} : { serviceUrl: config.serviceUrl }),
    redisAnswers: () =>
      redis.ping().then(
        () => true,
        () => false,
      ),
    onError: (error) => log.error({ problem: problemOf(error) }, "request failed"),
  });
  const server = await listen(app, port, host);
  context.onShutdown("http server", server.close);
  log.info({ host, port: server.port, users: users.length }, "listening");
}
